-- 15.0 tells kinds of packages from packagings of products: one that a package has, or that says what a package is, is both.
create temporary table kind_of_package on commit drop as
select p.id as packaging, nextval('public.stock_package_type_id_seq')::int as id, to_jsonb(p) as old
from public.product_packaging p
where p.package_type_id is null
  and (greatest((to_jsonb(p) ->> 'height')::float8, (to_jsonb(p) ->> 'width')::float8, (to_jsonb(p) ->> 'packaging_length')::float8,
                (to_jsonb(p) ->> 'max_weight')::float8) > 0
       or coalesce(to_jsonb(p) ->> 'shipper_package_code', '') <> '' or coalesce(to_jsonb(p) ->> 'package_carrier_type', 'none') <> 'none'
       or exists (select 1 from public.stock_quant_package q where to_jsonb(q) ->> 'packaging_id' = p.id::text))
order by p.id;
insert into public.stock_package_type (id, name, sequence, height, width, packaging_length, max_weight, barcode, company_id,
  create_uid, create_date, write_uid, write_date)
select k.id, p.name, 1, coalesce((old ->> 'height')::int, 0), coalesce((old ->> 'width')::int, 0), coalesce((old ->> 'packaging_length')::int, 0),
  coalesce((old ->> 'max_weight')::float8, 0),
  case when p.product_id is null and row_number() over (partition by p.barcode order by p.product_id nulls first, p.id) = 1 then p.barcode end,
  p.company_id, 1, now(), 1, now()
from kind_of_package k join public.product_packaging p on p.id = k.packaging;
update public.product_packaging p set package_type_id = k.id from kind_of_package k where k.packaging = p.id;
do $$ begin
  if juniper_upgrade.column_exists('stock_quant_package', 'packaging_id') then
    update public.stock_quant_package q set package_type_id = p.package_type_id
    from public.product_packaging p where p.id = q.packaging_id and q.package_type_id is null;
  end if;
  if juniper_upgrade.column_exists('stock_package_type', 'package_carrier_type') then
    update public.stock_package_type t set shipper_package_code = nullif(old ->> 'shipper_package_code', ''),
      package_carrier_type = coalesce(old ->> 'package_carrier_type', 'none')
    from kind_of_package k where k.id = t.id;
  end if;
end $$;
