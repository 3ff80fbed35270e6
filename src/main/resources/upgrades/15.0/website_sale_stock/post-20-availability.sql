-- 15.0 says in two marks whether the shop sells what is not there, and shows how much is there.
call juniper_upgrade.fill('product_template', 'allow_out_of_stock_order', $$coalesce(x.inventory_availability, 'never') not in ('always', 'threshold')$$);
call juniper_upgrade.fill('product_template', 'show_availability', $$coalesce(x.inventory_availability, 'never') in ('always', 'threshold')$$);
call juniper_upgrade.fill_from('product_template', 'out_of_stock_message', 'custom_message');
