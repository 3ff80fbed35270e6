-- 17.0 lets a tag be hidden in the shop.
call juniper_upgrade.fill('product_tag', 'visible_on_ecommerce', 'true');
