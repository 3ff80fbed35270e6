-- Scheduled actions have their server action and a user.
select 'ir_cron ' || c.id, 'its server action is gone' from public.ir_cron c
where not exists (select 1 from public.ir_act_server a where a.id = c.ir_actions_server_id)
union all
select 'ir_cron ' || c.id, 'its user is gone' from public.ir_cron c
where not exists (select 1 from public.res_users u where u.id = c.user_id)
