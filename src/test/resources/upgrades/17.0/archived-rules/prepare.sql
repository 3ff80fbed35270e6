insert into product_pricelist (name, active, currency_id, discount_policy)
select '{"en_US": "Rules"}', true, currency_id, 'with_discount' from res_company where id = 1;
insert into product_pricelist_item (pricelist_id, applied_on, base, compute_price, fixed_price, active)
select max(id), '3_global', 'list_price', 'fixed', v.price, v.active from product_pricelist, (values (1, true), (2, false)) v (price, active)
group by v.price, v.active
