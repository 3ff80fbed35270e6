-- 18.0 shows a discount by the kind of the rule: a percentage is shown, a formula is not. Before, the pricelist said it.
do $$ begin
  if juniper_upgrade.column_exists('product_pricelist', 'discount_policy') then
    update public.product_pricelist_item i set compute_price = 'formula', price_discount = i.percent_price,
      price_surcharge = 0, price_round = 0, price_min_margin = 0, price_max_margin = 0
    from public.product_pricelist l
    where l.id = i.pricelist_id and l.discount_policy = 'with_discount' and i.compute_price = 'percentage';
    update public.product_pricelist_item i set compute_price = 'percentage', percent_price = i.price_discount
    from public.product_pricelist l
    where l.id = i.pricelist_id and l.discount_policy = 'without_discount' and i.compute_price = 'formula'
      and i.base = 'list_price' and coalesce(i.price_discount, 0) <> 0
      and coalesce(i.price_surcharge, 0) = 0 and coalesce(i.price_round, 0) = 0
      and coalesce(i.price_min_margin, 0) = 0 and coalesce(i.price_max_margin, 0) = 0;
  end if;
end $$;
