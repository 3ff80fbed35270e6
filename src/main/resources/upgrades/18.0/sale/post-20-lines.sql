-- 18.0 requires where a document is attached, and keeps the price that was computed beside the one that was typed.
call juniper_upgrade.fill('product_document', 'attached_on_sale', $$'hidden'$$);
call juniper_upgrade.fill_from('sale_order_line', 'technical_price_unit', 'price_unit');
do $$ begin
  -- an order's analytic account is distributed to its lines
  if juniper_upgrade.column_exists('sale_order', 'analytic_account_id') and juniper_upgrade.column_exists('sale_order_line', 'analytic_distribution') then
    update public.sale_order_line l set analytic_distribution = jsonb_build_object(o.analytic_account_id::text, 100)
    from public.sale_order o
    where o.id = l.order_id and o.analytic_account_id is not null and l.display_type is null
      and (l.analytic_distribution is null or l.analytic_distribution = 'null');
  end if;
end $$;
