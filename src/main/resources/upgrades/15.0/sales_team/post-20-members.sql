-- 15.0 makes the members of sales teams records: a person was in one team.
insert into public.crm_team_member (crm_team_id, user_id, active, create_uid, create_date, write_uid, write_date)
select u.sale_team_id, u.id, true, 1, now(), 1, now() from public.res_users u
where u.sale_team_id is not null
  and not exists (select 1 from public.crm_team_member m where m.user_id = u.id and m.crm_team_id = u.sale_team_id);
