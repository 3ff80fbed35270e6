-- 15.0 names the packaging of a line like other references.
call juniper_upgrade.rename_field('sale.order.line', 'product_packaging', 'product_packaging_id');
