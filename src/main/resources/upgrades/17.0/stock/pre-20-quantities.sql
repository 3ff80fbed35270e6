-- 17.0 has one quantity of moves and of their lines (post-20-quantities.sql).
call juniper_upgrade.follow_field('stock.move.line', 'qty_done', 'quantity');
call juniper_upgrade.follow_field('stock.move.line', 'reserved_uom_qty', 'quantity');
call juniper_upgrade.follow_field('stock.move.line', 'reserved_qty', 'quantity_product_uom');
call juniper_upgrade.follow_field('stock.move', 'quantity_done', 'quantity');
call juniper_upgrade.follow_field('stock.move', 'reserved_availability', 'quantity');
