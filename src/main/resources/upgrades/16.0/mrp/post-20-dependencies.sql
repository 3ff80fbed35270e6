-- 16.0 lets a work order be blocked by several others, not only by the one before it.
call juniper_upgrade.add_links('mrp_workorder_dependencies_rel', 'workorder_id', 'blocked_by_id',
  'select next_work_order_id, id from public.mrp_workorder');
call juniper_upgrade.fill('mrp_bom', 'allow_operation_dependencies', 'false');
call juniper_upgrade.fill('mrp_production', 'allow_workorder_dependencies', 'false');
call juniper_upgrade.fill('mrp_bom_line', 'manual_consumption', 'false');
call juniper_upgrade.fill('mrp_bom_line', 'cost_share', '0');
call juniper_upgrade.fill('stock_move', 'manual_consumption', 'false');
call juniper_upgrade.fill('mrp_workorder', 'qty_reported_from_previous_wo', '0');
call juniper_upgrade.fill('stock_move', 'order_finished_lot_id',
  '(select p.lot_producing_id from public.mrp_production p where p.id = x.raw_material_production_id)');
