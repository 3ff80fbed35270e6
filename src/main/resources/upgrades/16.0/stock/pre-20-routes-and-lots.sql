-- 16.0 renames routes and lots, and what points to them.
call juniper_upgrade.rename_model('stock.location.route', 'stock.route');
call juniper_upgrade.rename_model('stock.production.lot', 'stock.lot');
call juniper_upgrade.rename_table('stock_location_route_categ', 'stock_route_categ');
call juniper_upgrade.rename_table('stock_location_route_move', 'stock_route_move');
call juniper_upgrade.rename_table('stock_location_route_packaging', 'stock_route_packaging');
call juniper_upgrade.rename_table('stock_location_route_stock_rules_report_rel', 'stock_route_stock_rules_report_rel');
call juniper_upgrade.rename_column('stock_route_stock_rules_report_rel', 'stock_location_route_id', 'stock_route_id');
call juniper_upgrade.rename_field('stock.rule', 'location_id', 'location_dest_id');
call juniper_upgrade.rename_field('stock.move.line', 'product_uom_qty', 'reserved_uom_qty');
call juniper_upgrade.rename_field('stock.move.line', 'product_qty', 'reserved_qty');
