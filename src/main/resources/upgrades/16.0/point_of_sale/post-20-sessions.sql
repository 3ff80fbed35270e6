-- 16.0 keeps the cash of a session with the session: there is no statement for it any more.
update public.account_bank_statement_line l set pos_session_id = s.pos_session_id
from public.account_bank_statement s where s.id = l.statement_id and s.pos_session_id is not null and l.pos_session_id is null;
update public.pos_session p set cash_register_balance_start = s.balance_start, cash_register_balance_end_real = s.balance_end_real
from public.account_bank_statement s where s.id = p.cash_register_id and p.cash_register_balance_start is null;
