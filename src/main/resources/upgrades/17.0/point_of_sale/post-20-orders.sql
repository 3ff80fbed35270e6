-- 17.0 lets a product be in several categories of the point of sale, and stores an order's shop and shipping date.
call juniper_upgrade.add_links('pos_category_product_template_rel', 'product_template_id', 'pos_category_id',
  'select id, pos_categ_id from public.product_template');
call juniper_upgrade.fill('pos_order', 'config_id', '(select s.config_id from public.pos_session s where s.id = x.session_id)');
call juniper_upgrade.fill('pos_order', 'shipping_date', 'case when x.to_ship then x.date_order::date end');
call juniper_upgrade.fill('pos_order_line', 'uuid', 'gen_random_uuid()::text');
