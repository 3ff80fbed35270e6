-- Debit and credit of every account of every company stay.
-- needs: account_move_line.debit, account_move_line.company_id
-- tolerance: 0.01
select format('company %s, account %s, %s', l.company_id, l.account_id, f.name), sum(f.amount)
from public.account_move_line l cross join lateral (values ('debit', l.debit), ('credit', l.credit)) f(name, amount)
group by l.company_id, l.account_id, f.name
