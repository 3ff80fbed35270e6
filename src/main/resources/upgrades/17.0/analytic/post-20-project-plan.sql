-- 17.0 keeps the plan of projects in a parameter, and every other plan's accounts in a column of its own.
insert into public.ir_config_parameter (key, value, create_uid, create_date, write_uid, write_date)
select 'analytic.project_plan', p.id::text, 1, now(), 1, now()
from (select coalesce(
        -- the plan that most analytic lines are in
        (select split_part(p.parent_path, '/', 1)::int from public.account_analytic_line l
         join public.account_analytic_account a on a.id = l.account_id join public.account_analytic_plan p on p.id = a.plan_id
         group by 1 order by count(*) desc, 1 limit 1),
        (select split_part(p.parent_path, '/', 1)::int from public.account_analytic_account a join public.account_analytic_plan p on p.id = a.plan_id
         group by 1 order by count(*) desc, 1 limit 1),
        (select min(id) from public.account_analytic_plan where parent_id is null)) as id) p
where p.id is not null and not exists (select 1 from public.ir_config_parameter where key = 'analytic.project_plan');
update public.ir_config_parameter c set value = (select min(id)::text from public.account_analytic_plan where parent_id is null)
where c.key = 'analytic.project_plan'
  and not exists (select 1 from public.account_analytic_plan p where p.id::text = c.value and p.parent_id is null)
  and exists (select 1 from public.account_analytic_plan where parent_id is null);
call juniper_upgrade.fill('account_analytic_plan', 'sequence', '10');
call juniper_upgrade.fill('account_analytic_plan', 'complete_name', $$x.name ->> 'en_US'$$);
call juniper_upgrade.plan_columns('account.analytic.line');
