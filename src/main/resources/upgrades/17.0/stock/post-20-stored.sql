-- 17.0 stores where a lot is, which transfer a return is of, which move a scrap made, and how labels are printed.
update public.stock_lot l set location_id = q.location_id
from (select lot_id, min(location_id) as location_id from public.stock_quant
      where quantity > 0 and lot_id is not null group by lot_id having count(distinct location_id) = 1) q
where q.lot_id = l.id and l.location_id is null;
update public.stock_picking p set return_id = o.picking_id
from (select m.picking_id as id, min(b.picking_id) as picking_id
      from public.stock_move m join public.stock_move b on b.id = m.origin_returned_move_id
      where m.picking_id is not null and b.picking_id is not null group by 1) o
where o.id = p.id and p.return_id is null;
do $$ begin
  if juniper_upgrade.column_exists('stock_scrap', 'move_id') then
    update public.stock_move m set scrap_id = s.id from public.stock_scrap s where s.move_id = m.id and m.scrap_id is null;
  end if;
end $$;
call juniper_upgrade.fill('stock_scrap', 'should_replenish', 'false');
call juniper_upgrade.fill('stock_route', 'shipping_selectable', 'false');
call juniper_upgrade.fill('stock_picking_type', 'product_label_format', $$'2x7xprice'$$);
call juniper_upgrade.fill('stock_picking_type', 'lot_label_format', $$'4x12_lots'$$);
call juniper_upgrade.fill('stock_picking_type', 'package_label_to_print', $$'pdf'$$);
call juniper_upgrade.fill('stock_picking_type', 'generated_mrp_lot_label_to_print', $$'pdf'$$);
call juniper_upgrade.fill('stock_picking_type', 'done_mrp_lot_label_to_print', $$'pdf'$$);
call juniper_upgrade.fill('stock_picking_type', 'mrp_product_label_to_print', $$'pdf'$$);
