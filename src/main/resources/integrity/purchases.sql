-- Purchase orders stay, by state, in number and amount.
-- needs: purchase_order.amount_total
-- tolerance: 0.01
select format('%s: %s', o.state, f.name), sum(f.figure)
from public.purchase_order o cross join lateral (values ('number', 1), ('amount', o.amount_total)) f(name, figure)
group by o.state, f.name
