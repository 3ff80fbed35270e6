-- 15.0 takes inventories on the quantities themselves, and describes kinds of packages.
call juniper_upgrade.fill('stock_picking_type', 'reservation_method', $$'at_confirm'$$);
call juniper_upgrade.fill('stock_quant_package', 'package_use', $$'disposable'$$);
call juniper_upgrade.fill('stock_move', 'is_inventory', $$exists (
  select 1 from public.stock_location l where l.usage = 'inventory' and l.id in (x.location_id, x.location_dest_id))$$);
call juniper_upgrade.fill('stock_quant', 'inventory_quantity_set', 'false');
call juniper_upgrade.fill('stock_quant', 'inventory_quantity', '0');
call juniper_upgrade.fill('stock_quant', 'inventory_diff_quantity', '0');
call juniper_upgrade.fill('stock_quant', 'inventory_date', $$case when (
  select l.usage from public.stock_location l where l.id = x.location_id) in ('internal', 'transit')
  then make_date(extract(year from current_date)::int, 12, 31) end$$);
call juniper_upgrade.fill('res_company', 'annual_inventory_month', $$'12'$$);
call juniper_upgrade.fill('res_company', 'annual_inventory_day', '31');
call juniper_upgrade.fill('stock_location', 'cyclic_inventory_frequency', '0');
do $$ begin
  if juniper_upgrade.column_exists('product_packaging', 'packaging_length') then
    insert into public.stock_package_type (name, sequence, height, width, packaging_length, max_weight, barcode, company_id,
      create_uid, create_date, write_uid, write_date)
    select p.name, 1, coalesce(p.height, 0), coalesce(p.width, 0), coalesce(p.packaging_length, 0), coalesce(p.max_weight, 0), null, p.company_id, 1, now(), 1, now()
    from public.product_packaging p
    where greatest(p.height, p.width, p.packaging_length) > 0 or p.max_weight > 0;
    update public.product_packaging p set package_type_id = t.id
    from public.stock_package_type t where t.name = p.name and p.package_type_id is null;
  end if;
end $$;
