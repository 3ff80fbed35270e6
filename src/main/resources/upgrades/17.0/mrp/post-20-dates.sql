-- 17.0 has one start and one end of an order: the planned ones until it begins.
update public.mrp_production set
  date_start = coalesce(date_start, date_planned_start, create_date, now()),
  date_finished = coalesce(date_finished, date_planned_finished);
update public.mrp_workorder set
  date_start = coalesce(date_start, date_planned_start), date_finished = coalesce(date_finished, date_planned_finished);
call juniper_upgrade.fill('mrp_bom', 'produce_delay', $$coalesce((
  select t.produce_delay::int from public.product_template t where t.id = x.product_tmpl_id), 0)$$);
call juniper_upgrade.fill('mrp_bom', 'days_to_prepare_mo', $$coalesce((
  select t.days_to_prepare_mo::int from public.product_template t where t.id = x.product_tmpl_id), 0)$$);
call juniper_upgrade.fill('mrp_production', 'is_outdated_bom', 'false');
