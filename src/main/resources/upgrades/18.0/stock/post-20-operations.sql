-- 18.0 requires from where to where a kind of transfer goes by default, and how its transfers move.
call juniper_upgrade.fill('stock_picking_type', 'move_type', $$'direct'$$);
call juniper_upgrade.fill('stock_picking_type', 'default_location_src_id', $$coalesce(
  case when x.code = 'incoming' then (select l.id from public.stock_location l where l.usage = 'supplier' order by l.company_id nulls first, l.id limit 1) end,
  (select w.lot_stock_id from public.stock_warehouse w where w.id = x.warehouse_id),
  (select l.id from public.stock_location l where l.usage = 'internal' order by l.company_id <> x.company_id, l.id limit 1))$$);
call juniper_upgrade.fill('stock_picking_type', 'default_location_dest_id', $$coalesce(
  case when x.code = 'outgoing' then (select l.id from public.stock_location l where l.usage = 'customer' order by l.company_id nulls first, l.id limit 1) end,
  (select w.lot_stock_id from public.stock_warehouse w where w.id = x.warehouse_id),
  (select l.id from public.stock_location l where l.usage = 'internal' order by l.company_id <> x.company_id, l.id limit 1))$$);
call juniper_upgrade.fill('stock_putaway_rule', 'sublocation', $$case when x.storage_category_id is null then 'no' else 'closest_location' end$$);
call juniper_upgrade.fill('stock_rule', 'location_dest_from_rule', 'false');
