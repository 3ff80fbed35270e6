-- Invoices and entries stay, by type and state, in number and amount.
-- needs: account_move.move_type
-- tolerance: 0.01
select format('%s, %s: %s', m.move_type, m.state, f.name), sum(f.figure)
from public.account_move m cross join lateral (values ('number', 1), ('amount', m.amount_total)) f(name, figure)
group by m.move_type, m.state, f.name
