insert into delivery_carrier (product_id, delivery_type, invoice_policy, name, margin, fixed_price)
select min(p.id), v.kind, 'estimated', jsonb_build_object('en_US', v.name), v.margin, 8
from product_product p, (values ('By rule', 'base_on_rule', 25), ('Fixed with margin', 'fixed', 10), ('Fixed', 'fixed', 0)) v (name, kind, margin)
group by v.name, v.kind, v.margin
