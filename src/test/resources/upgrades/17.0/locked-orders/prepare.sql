insert into product_pricelist (name, active, currency_id, discount_policy) select '{"en_US": "Ours"}', true, currency_id, 'with_discount' from res_company where id = 1;
alter table sale_order alter warehouse_id drop not null;
insert into sale_order (name, state, partner_id, partner_invoice_id, partner_shipping_id, pricelist_id, company_id, date_order, picking_policy)
select 'LOCKED', 'done', 1, 1, 1, (select max(id) from product_pricelist), 1, now(), 'direct'
