select format('%s is of %s', p.name, to_jsonb(t)) from stock_quant_package p left join stock_package_type t on t.id = p.package_type_id
left join (values ('PACK-BOX1', 'Box', 'A1', 'acme', 10, 5, 'BOX1'), ('PACK-BOX2', 'Box', 'B2', 'best', 0, 0, 'BOX2'), ('PACK-BAG', 'Bag', null, 'none', 0, 0, null))
  v (pack, name, code, carrier, height, weight, barcode) on v.pack = p.name
where p.name like 'PACK-%'
  and (t.name, to_jsonb(t) ->> 'shipper_package_code', to_jsonb(t) ->> 'package_carrier_type', t.height, t.max_weight, t.barcode)
    is distinct from (v.name, v.code, v.carrier, v.height, v.weight, v.barcode)
union all
select format('the packaging %s is of the type %s', p.name, p.package_type_id) from product_packaging p
where p.name in ('Box', 'Bag', 'Six') and (p.package_type_id is null) <> (p.name = 'Six')
union all
select format('%s types of packages', count(*)) from stock_package_type where name in ('Box', 'Bag', 'Six') having count(*) <> 3
