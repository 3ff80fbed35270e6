-- 18.0 tells a product that is kept in stock by a mark of its own, no longer by its type.
do $$ declare kind text := 'x.type'; begin
  if juniper_upgrade.column_exists('product_template', 'detailed_type') then
    kind := 'coalesce(x.detailed_type, x.type)';
  end if;
  if juniper_upgrade.column_exists('product_template', 'is_storable') then
    execute format('update public.product_template x set is_storable = (%s = ''product'') where x.is_storable is null', kind);
  end if;
  execute format('update public.product_template x set type = case
    when %1$s = ''combo'' then ''combo'' when ''service'' in (%1$s, x.type) and %1$s not in (''consu'', ''product'') then ''service'' else ''consu'' end', kind);
  -- what is sold as a service of its own kind was a type
  if juniper_upgrade.column_exists('product_template', 'detailed_type') and juniper_upgrade.column_exists('product_template', 'service_tracking') then
    update public.product_template set service_tracking = detailed_type where detailed_type in ('event', 'event_booth', 'course');
  end if;
end $$;
call juniper_upgrade.fill('product_template', 'lot_valuated', 'false');
call juniper_upgrade.fill('product_template', 'service_tracking', $$'no'$$);
do $$ begin
  if juniper_upgrade.column_exists('product_template', 'priority') then
    call juniper_upgrade.fill('product_template', 'is_favorite', $x$coalesce(x.priority = '1', false)$x$);
  end if;
end $$;
call juniper_upgrade.fill('product_pricelist_item', 'display_applied_on',
  $$case when x.applied_on like '2%' then '2_product_category' else '1_product' end$$);
call juniper_upgrade.fill('product_pricelist_item', 'price_markup', $$-x.price_discount$$);
call juniper_upgrade.fill('product_document', 'sequence', '10');
