-- 15.0 shows a project to those who follow it: who was allowed to see it becomes a follower.
do $$ declare kind text; begin
  foreach kind in array array['internal', 'portal'] loop
    if juniper_upgrade.table_exists(format('project_allowed_%s_users_rel', kind)) then
      execute format($sql$
        insert into public.mail_followers (res_model, res_id, partner_id)
        select distinct 'project.project', r.project_project_id, u.partner_id
        from public.project_allowed_%s_users_rel r join public.res_users u on u.id = r.res_users_id
        where not exists (select 1 from public.mail_followers f where (f.res_model, f.res_id, f.partner_id)
                          = ('project.project', r.project_project_id, u.partner_id))
        order by 2, 3$sql$, kind);
    end if;
  end loop;
end $$;
insert into public.mail_followers_mail_message_subtype_rel (mail_followers_id, mail_message_subtype_id)
select f.id, s.id
from public.mail_followers f
join public.mail_message_subtype s on s.default and coalesce(s.res_model, 'project.project') = 'project.project'
where f.res_model = 'project.project'
  and not exists (select 1 from public.mail_followers_mail_message_subtype_rel r where r.mail_followers_id = f.id);
