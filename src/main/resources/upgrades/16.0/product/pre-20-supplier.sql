-- 16.0 names the vendor of a price by what it is.
call juniper_upgrade.rename_field('product.supplierinfo', 'name', 'partner_id');
