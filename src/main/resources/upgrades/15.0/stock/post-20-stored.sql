-- 15.0 takes inventories on the quantities themselves.
call juniper_upgrade.fill('stock_picking_type', 'reservation_method', $$'at_confirm'$$);
call juniper_upgrade.fill('stock_quant_package', 'package_use', $$'disposable'$$);
call juniper_upgrade.fill('stock_move', 'is_inventory', $$exists (
  select 1 from public.stock_location l where l.usage = 'inventory' and l.id in (x.location_id, x.location_dest_id))$$);
call juniper_upgrade.fill('stock_quant', 'inventory_quantity_set', 'false');
call juniper_upgrade.fill('stock_quant', 'inventory_quantity', '0');
call juniper_upgrade.fill('stock_quant', 'inventory_diff_quantity', '0');
call juniper_upgrade.fill('stock_quant', 'inventory_date', $$case when (
  select l.usage from public.stock_location l where l.id = x.location_id) in ('internal', 'transit')
  then make_date(extract(year from current_date)::int, 12, 31) end$$);
call juniper_upgrade.fill('res_company', 'annual_inventory_month', $$'12'$$);
call juniper_upgrade.fill('res_company', 'annual_inventory_day', '31');
call juniper_upgrade.fill('stock_location', 'cyclic_inventory_frequency', '0');
