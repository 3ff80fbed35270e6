insert into sale_order (name, state, partner_id, partner_invoice_id, partner_shipping_id, pricelist_id, company_id, date_order, picking_policy, warehouse_id)
select 'LOCKED', 'done', 1, 1, 1, (select min(id) from product_pricelist), 1, now(), 'direct', (select min(id) from stock_warehouse)
