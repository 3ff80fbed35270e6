-- 16.0 knows prefixes of ZIP codes in place of a range: 1000 to 1999 is 1. A range that no prefix says is reported.
do $$ begin
  if juniper_upgrade.column_exists('delivery_carrier', 'zip_from') then
    create temporary table zip_range on commit drop as
    select id, upper(zip_from) as low, upper(zip_to) as high, null::text as prefix from public.delivery_carrier
    where coalesce(zip_from, '') <> '' and coalesce(zip_to, '') <> '';
    update zip_range z set prefix = (
      select left(z.low, n) from generate_series(1, length(z.low)) n
      where length(z.low) = length(z.high) and left(z.low, n) = left(z.high, n)
        and substr(z.low, n + 1) ~ '^0*$' and substr(z.high, n + 1) ~ '^9*$'
      order by n limit 1);
    insert into public.delivery_zip_prefix (name, create_uid, create_date, write_uid, write_date)
    select distinct prefix, 1, now(), 1, now() from zip_range z
    where prefix is not null and not exists (select 1 from public.delivery_zip_prefix p where p.name = z.prefix) order by 1;
    insert into public.delivery_zip_prefix_rel (carrier_id, zip_prefix_id)
    select z.id, p.id from zip_range z join public.delivery_zip_prefix p on p.name = z.prefix
    where not exists (select 1 from public.delivery_zip_prefix_rel r where (r.carrier_id, r.zip_prefix_id) = (z.id, p.id));
    insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
    select h.from_version || '→' || h.to_version, 'rows', 'WARNING', 'delivery',
           format('Delivery method %s no longer asks for ZIP codes %s to %s: give it prefixes', z.id, z.low, z.high),
           jsonb_build_object('table', 'delivery_carrier', 'id', z.id::text)
    from zip_range z, juniper_upgrade.hop h where z.prefix is null and not h.done;
  end if;
end $$;
