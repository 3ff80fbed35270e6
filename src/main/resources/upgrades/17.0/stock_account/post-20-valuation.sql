-- 17.0 stores the category of what a layer values, and the analytic lines of a move.
call juniper_upgrade.fill('stock_valuation_layer', 'categ_id', $$(
  select t.categ_id from public.product_product p join public.product_template t on t.id = p.product_tmpl_id where p.id = x.product_id)$$);
do $$ begin
  if juniper_upgrade.column_exists('stock_move', 'analytic_account_line_id') then
    call juniper_upgrade.add_links('account_analytic_line_stock_move_rel', 'account_analytic_line_id', 'stock_move_id',
      'select analytic_account_line_id, id from public.stock_move');
  end if;
end $$;
