-- 18.0 stores from which warehouse a line is delivered.
call juniper_upgrade.fill('sale_order_line', 'warehouse_id', '(select o.warehouse_id from public.sale_order o where o.id = x.order_id)');
