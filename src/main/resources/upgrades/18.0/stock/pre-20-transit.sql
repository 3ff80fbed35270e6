-- 18.0 calls the place between companies what it is, no longer one between warehouses.
call juniper_upgrade.rename_external_id('stock', 'stock_location_inter_wh', 'stock', 'stock_location_inter_company');
