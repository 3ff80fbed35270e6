-- 18.0 takes the place of pickup from the shop into every order.
call juniper_upgrade.rename_field('sale.order', 'access_point_address', 'pickup_location_data');
