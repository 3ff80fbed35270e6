-- packagings: two of one name for other carriers, one that only a package has, one of a product alone
insert into product_packaging (name, qty, barcode, company_id, shipper_package_code, package_carrier_type, height, max_weight) values
  ('Box', 1, 'BOX1', 1, 'A1', 'acme', 10, 5), ('Box', 1, 'BOX2', null, 'B2', 'best', null, null),
  ('Bag', 1, null, 1, null, 'none', 0, 0), ('Six', 6, 'SIX', 1, null, null, null, null);
insert into stock_quant_package (name, company_id, packaging_id)
select 'PACK-' || coalesce(p.barcode, 'BAG'), 1, p.id from product_packaging p where p.name in ('Box', 'Bag');
insert into stock_quant_package (name, company_id) values ('PACK-NONE', 1)
