-- 16.0 computes a line of a report by expressions: those of the customer's own tax reports are made from its tag and formula.
update public.account_report_line l set report_id = p.report_id
from public.account_report_line p where p.id = l.parent_id and l.report_id is null;
with recursive tree (id, level) as (
  select id, 1 from public.account_report_line where parent_id is null
  union all select c.id, tree.level + 2 from public.account_report_line c join tree on c.parent_id = tree.id)
update public.account_report_line l set hierarchy_level = tree.level from tree where tree.id = l.id and l.hierarchy_level is null;

do $$ begin
  if juniper_upgrade.column_exists('account_report_line', 'tag_name') then
    insert into public.account_report_expression (report_line_id, label, engine, formula, date_scope)
    select l.id, 'balance', case when l.tag_name is not null then 'tax_tags' else 'aggregation' end,
           coalesce(l.tag_name, l.formula), case when l.tag_name is not null then 'strict_range' else 'normal' end
    from public.account_report_line l
    where coalesce(l.tag_name, l.formula, '') <> ''
      and not exists (select 1 from public.account_report_expression e where e.report_line_id = l.id);
    insert into public.account_report_column (report_id, name, expression_label, figure_type, sequence)
    select r.id, jsonb_build_object('en_US', 'Balance'), 'balance', 'monetary', 1 from public.account_report r
    where not exists (select 1 from public.account_report_column c where c.report_id = r.id);
  end if;
end $$;
