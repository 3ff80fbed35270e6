-- 16.0 lets each website choose how its shop looks and what happens when a product is added to the cart.
call juniper_upgrade.fill('website', 'product_page_image_layout', $$'carousel'$$);
call juniper_upgrade.fill('website', 'product_page_image_width', $$'50_pc'$$);
call juniper_upgrade.fill('website', 'product_page_image_spacing', $$'small'$$);
call juniper_upgrade.fill('website', 'product_page_grid_columns', '2');
call juniper_upgrade.fill('website', 'shop_default_sort', $$'website_sequence asc'$$);
call juniper_upgrade.fill('website', 'account_on_checkout', $$'optional'$$);
call juniper_upgrade.fill('website', 'add_to_cart_action', $$case when x.cart_add_on_page then 'stay' else 'go_to_cart' end$$);
