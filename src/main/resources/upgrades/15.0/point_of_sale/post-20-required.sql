-- 15.0 requires how goods of an order are shipped, and stores the company of payments.
call juniper_upgrade.fill('pos_config', 'picking_policy', $$'direct'$$);
call juniper_upgrade.fill('pos_config', 'warehouse_id', '(select t.warehouse_id from public.stock_picking_type t where t.id = x.picking_type_id)');
call juniper_upgrade.fill('pos_payment', 'company_id', '(select o.company_id from public.pos_order o where o.id = x.pos_order_id)');
call juniper_upgrade.fill('pos_order_line', 'is_total_cost_computed', 'false');
call juniper_upgrade.fill('pos_order', 'to_ship', 'false');
