-- 16.0 stores a transfer's carrier with its lines.
do $$ begin
  if juniper_upgrade.column_exists('stock_picking', 'carrier_id') then
    call juniper_upgrade.fill('stock_move_line', 'carrier_name', $x$(
      select c.name from public.stock_picking p join public.delivery_carrier c on c.id = p.carrier_id
      where p.id = x.picking_id)$x$);
  end if;
end $$;
