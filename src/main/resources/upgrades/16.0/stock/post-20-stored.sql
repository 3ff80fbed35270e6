-- 16.0 stores what it computed before: the done quantity of moves, the warehouse of locations, how kinds of transfers behave.
call juniper_upgrade.fill('stock_move_line', 'reserved_uom_qty', '0');
call juniper_upgrade.fill('stock_move_line', 'reserved_qty', '0');
update public.stock_move m set quantity_done = d.quantity
from (select l.move_id, sum(case when l.product_uom_id = o.product_uom then l.qty_done
                                 else l.qty_done / lu.factor * mu.factor end) as quantity
      from public.stock_move_line l
      join public.stock_move o on o.id = l.move_id
      join public.uom_uom lu on lu.id = l.product_uom_id
      join public.uom_uom mu on mu.id = o.product_uom
      group by l.move_id) d
where d.move_id = m.id and m.quantity_done is null;
call juniper_upgrade.fill('stock_move', 'quantity_done', '0');
call juniper_upgrade.fill('stock_move_line', 'product_category_name', $$(
  select c.complete_name from public.product_product p join public.product_template t on t.id = p.product_tmpl_id
  join public.product_category c on c.id = t.categ_id where p.id = x.product_id)$$);
call juniper_upgrade.fill('stock_quant', 'storage_category_id',
  '(select l.storage_category_id from public.stock_location l where l.id = x.location_id)');
call juniper_upgrade.fill('stock_quant_package', 'pack_date', 'x.create_date::date');
call juniper_upgrade.fill('stock_picking_type', 'create_backorder', $$'ask'$$);
call juniper_upgrade.fill('stock_picking_type', 'auto_show_reception_report', 'false');
update public.stock_location l set warehouse_id = (
  select w.id from public.stock_warehouse w
  where '/' || l.parent_path like '%/' || w.view_location_id || '/%'
  order by position('/' || w.view_location_id || '/' in '/' || l.parent_path) desc limit 1)
where l.warehouse_id is null;
update public.stock_location l set replenish_location = exists (select 1 from public.stock_warehouse w where w.lot_stock_id = l.id)
where l.replenish_location is null;
