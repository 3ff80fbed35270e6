-- 18.0 lets every application sell combinations of products, not the point of sale alone.
call juniper_upgrade.rename_model('pos.combo', 'product.combo');
call juniper_upgrade.rename_model('pos.combo.line', 'product.combo.item');
call juniper_upgrade.rename_field('product.combo.item', 'combo_price', 'extra_price');
call juniper_upgrade.rename_table('pos_combo_product_template_rel', 'product_combo_product_template_rel');
call juniper_upgrade.rename_column('product_combo_product_template_rel', 'pos_combo_id', 'product_combo_id');
do $$ begin
  if juniper_upgrade.column_exists('pos_order', 'note') then
    call juniper_upgrade.rename_field('pos.order', 'note', 'general_note');
  end if;
end $$;
