-- 15.0 lets a product have one rule of replenishment for a location: of several the active one stays, of several active ones the first.
call juniper_upgrade.delete_rows('stock_warehouse_orderpoint', $$exists (
  select 1 from public.stock_warehouse_orderpoint o
  where (o.product_id, o.location_id, o.company_id) = (x.product_id, x.location_id, x.company_id)
    and (not coalesce(o.active, false), o.id) < (not coalesce(x.active, false), x.id))$$, 'another rule replenishes the same product and location');
