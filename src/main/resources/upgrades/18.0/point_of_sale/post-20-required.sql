-- 18.0 requires what was optional before, and gives orders and payments keys that devices can make.
call juniper_upgrade.fill('pos_payment_method', 'payment_method_type', $$case when x.use_payment_terminal <> '' then 'terminal' else 'none' end$$);
call juniper_upgrade.fill('pos_printer', 'company_id', '(select min(c.id) from public.res_company c)');
call juniper_upgrade.fill('res_company', 'point_of_sale_ticket_portal_url_display_mode', $$'qr_code_and_url'$$);
call juniper_upgrade.fill('pos_order', 'uuid', 'gen_random_uuid()::text');
call juniper_upgrade.fill('pos_payment', 'uuid', 'gen_random_uuid()::text');
call juniper_upgrade.fill('pos_order_line', 'price_type', $$'original'$$);
call juniper_upgrade.fill('pos_config', 'customer_display_type', $$case
  when x.iface_customer_facing_display_local then 'local' when x.iface_customer_facing_display_via_proxy then 'proxy' else 'none' end$$);
call juniper_upgrade.fill('pos_config', 'access_token', $$replace(gen_random_uuid()::text, '-', '')$$);
call juniper_upgrade.fill('pos_bill', 'for_all_config', 'true');
