-- What customers owe and what is owed to suppliers stays, account by account.
-- needs: account_move_line.amount_residual
-- tolerance: 0.01
select format('company %s, account %s', l.company_id, l.account_id), sum(l.amount_residual)
from public.account_move_line l where l.amount_residual <> 0 group by l.company_id, l.account_id
