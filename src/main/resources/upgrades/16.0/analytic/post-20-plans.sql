-- 16.0 puts every analytic account into a plan: its group's, else one of its own.
call juniper_upgrade.fill('account_analytic_plan', 'default_applicability', $$'optional'$$);
call juniper_upgrade.fill('account_analytic_plan', 'color', 'x.id % 11 + 1');
do $$ begin
  if juniper_upgrade.column_exists('account_analytic_account', 'group_id') then
    update public.account_analytic_account set plan_id = group_id where plan_id is null;
  end if;
end $$;
insert into public.account_analytic_plan (name, complete_name, company_id, default_applicability, color)
select 'Default', 'Default', null, 'optional', 1
where exists (select 1 from public.account_analytic_account where plan_id is null)
  and not exists (select 1 from public.account_analytic_plan where name = 'Default' and parent_id is null);
update public.account_analytic_account a set plan_id = p.id
from (select min(id) as id from public.account_analytic_plan where name = 'Default' and parent_id is null) p
where a.plan_id is null;
call juniper_upgrade.fill_parent_path('account_analytic_plan', 'parent_id');
call juniper_upgrade.fill('account_analytic_plan', 'complete_name', 'x.name');
update public.account_analytic_account a set root_plan_id = split_part(p.parent_path, '/', 1)::int
from public.account_analytic_plan p where p.id = a.plan_id and a.root_plan_id is null;
update public.account_analytic_line l set plan_id = a.plan_id
from public.account_analytic_account a where a.id = l.account_id and l.plan_id is null;
