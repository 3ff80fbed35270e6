-- Products and their prices stay, by category (R87).
-- needs: product_template.list_price
-- tolerance: 0.01
select format('category %s: %s', p.categ_id, f.name), sum(f.figure)
from public.product_template p cross join lateral (values ('number', 1), ('prices', p.list_price::numeric)) f(name, figure)
where not exists (select 1 from juniper_upgrade.standard_row_now s where s.tbl = 'product_template' and s.id = p.id)
group by p.categ_id, f.name
