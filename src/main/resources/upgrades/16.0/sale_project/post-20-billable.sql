-- 16.0 asks of a project whether it is billed: one with a customer or an order, or a task of an order, is.
call juniper_upgrade.fill('project_project', 'allow_billable', $$x.sale_line_id is not null or x.partner_id is not null
  or exists (select 1 from public.project_task t where t.project_id = x.id and t.sale_line_id is not null)$$);
