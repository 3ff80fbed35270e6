-- 17.0 stores a transfer's carrier with its lines, no longer the carrier's name.
call juniper_upgrade.fill('stock_move_line', 'carrier_id', '(select p.carrier_id from public.stock_picking p where p.id = x.picking_id)');
