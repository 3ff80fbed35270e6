-- 17.0 has no archived price rules; one on a pricelist that is in use ended when the upgrade began.
do $$ declare n bigint; begin
  if juniper_upgrade.column_exists('product_pricelist_item', 'active') then
    update public.product_pricelist_item i
    set date_end = least(i.date_end, u.started - interval '1 day'),
        date_start = least(i.date_start, u.started - interval '2 days')
    from juniper_upgrade.upgrade u, public.product_pricelist l
    where l.id = i.pricelist_id and l.active and not coalesce(i.active, true)
      and (i.date_end is null or i.date_end >= u.started);
    get diagnostics n = row_count;
    insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
    select from_version || '→' || to_version, 'rows', 'INFO', 'product',
           format('%s archived price rules are kept as rules that have ended: this version archives none', n),
           jsonb_build_object('table', 'product_pricelist_item', 'rows', n::text)
    from juniper_upgrade.hop where not done and n > 0;
  end if;
end $$;
