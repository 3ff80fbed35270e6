-- Products have the vendors and vendor prices that they have in production.
-- red: gone, changed
-- table product_supplierinfo: id, product_tmpl_id, price, min_qty, delay, write_date
-- table product_template: id, name
select s.id, p.name, concat_ws(', ', trim_scale(round(s.price::numeric, 4)), 'from ' || trim_scale(round(s.min_qty::numeric, 4)), s.delay || ' days'), s.write_date
from product_supplierinfo s left join product_template p on p.id = s.product_tmpl_id
