-- Sales orders stay, by state, in number and amount; since 17.0 a locked order is a sale.
-- needs: sale_order.amount_total
-- tolerance: 0.01
select format('%s: %s', case o.state when 'done' then 'sale' else o.state end, f.name), sum(f.figure)
from public.sale_order o cross join lateral (values ('number', 1), ('amount', o.amount_total)) f(name, figure)
group by 1
