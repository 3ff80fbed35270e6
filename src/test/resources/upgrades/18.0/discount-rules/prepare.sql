-- hidden discounts and shown ones, as a percentage and as a formula
insert into product_pricelist (name, active, currency_id, discount_policy)
select jsonb_build_object('en_US', v), true, currency_id, v from res_company, unnest(array['with_discount', 'without_discount']) v where id = 1;
insert into product_pricelist_item (pricelist_id, applied_on, base, compute_price, percent_price, price_discount, price_surcharge)
select l.id, '3_global', 'list_price', v.kind, v.percent, v.discount, v.surcharge
from product_pricelist l, (values ('percentage', 10, 0, 5), ('formula', 0, 20, 0), ('formula', 0, 30, 1)) v (kind, percent, discount, surcharge)
where l.name->>'en_US' = l.discount_policy
