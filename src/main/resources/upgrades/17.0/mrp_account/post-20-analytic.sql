-- 17.0 distributes the costs of production over analytic accounts by one JSON value.
do $$ begin
  if juniper_upgrade.column_exists('mrp_production', 'analytic_account_id') then
    update public.mrp_production set analytic_distribution = jsonb_build_object(analytic_account_id::text, 100)
    where analytic_account_id is not null and analytic_distribution is null;
  end if;
  if juniper_upgrade.column_exists('mrp_workcenter', 'costs_hour_account_id') then
    update public.mrp_workcenter set analytic_distribution = jsonb_build_object(costs_hour_account_id::text, 100)
    where costs_hour_account_id is not null and analytic_distribution is null;
  end if;
  if juniper_upgrade.column_exists('mrp_workorder', 'mo_analytic_account_line_id') then
    call juniper_upgrade.add_links('mrp_workorder_mo_analytic_rel', 'mrp_workorder_id', 'account_analytic_line_id',
      'select id, mo_analytic_account_line_id from public.mrp_workorder');
    call juniper_upgrade.add_links('mrp_workorder_wc_analytic_rel', 'mrp_workorder_id', 'account_analytic_line_id',
      'select id, wc_analytic_account_line_id from public.mrp_workorder');
  end if;
end $$;
