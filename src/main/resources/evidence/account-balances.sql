-- Accounts have the balances that they have in production.
-- red: gone, changed
-- table account_move_line: account_id, balance, parent_state, write_date
-- table account_account: id, name
select l.account_id, a.name, trim_scale(round(sum(l.balance::numeric), 2))::text, max(l.write_date)
from account_move_line l join account_account a on a.id = l.account_id
where l.parent_state = 'posted'
group by l.account_id, a.name
