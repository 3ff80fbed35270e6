-- 16.0 renames the warnings of the shop.
call juniper_upgrade.rename_field('sale.order', 'warning_stock', 'shop_warning');
call juniper_upgrade.rename_field('sale.order.line', 'warning_stock', 'shop_warning');
