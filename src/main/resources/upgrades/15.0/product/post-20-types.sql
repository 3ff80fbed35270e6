-- 15.0 lets applications refine a product's type, and shows prices by a base unit.
call juniper_upgrade.fill_from('product_template', 'detailed_type', 'type');
call juniper_upgrade.fill('product_template', 'base_unit_count', '0');
call juniper_upgrade.fill('product_product', 'base_unit_count', '0');
call juniper_upgrade.fill('product_template', 'priority', $$'0'$$);
call juniper_upgrade.fill('product_attribute', 'visibility', $$'visible'$$);
call juniper_upgrade.fill('product_packaging', 'sales', 'true');
call juniper_upgrade.fill('product_packaging', 'purchase', 'true');
call juniper_upgrade.fill('product_template_attribute_line', 'value_count', $$(
  select count(*) from public.product_attribute_value_product_template_attribute_line_rel r where r.product_template_attribute_line_id = x.id)$$);
