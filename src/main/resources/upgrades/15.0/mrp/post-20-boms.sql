-- 15.0 stores of a component its product, and lets operations be archived.
call juniper_upgrade.fill('mrp_bom_line', 'product_tmpl_id', '(select p.product_tmpl_id from public.product_product p where p.id = x.product_id)');
call juniper_upgrade.fill('mrp_bom_byproduct', 'cost_share', '0');
call juniper_upgrade.fill('mrp_production', 'is_planned', $$exists (
  select 1 from public.mrp_workorder w where w.production_id = x.id and w.date_planned_start is not null and w.date_planned_finished is not null)$$);
call juniper_upgrade.delete_rows('mrp_routing_workcenter', 'bom_id is null', 'an operation belongs to a bill of materials');
