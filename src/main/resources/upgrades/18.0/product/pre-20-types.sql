-- 18.0 has one type of a product (post-20-types.sql).
call juniper_upgrade.follow_field('product.template', 'detailed_type', 'type');
call juniper_upgrade.follow_field('product.product', 'detailed_type', 'type');
