-- 16.0 orders the lines of bank statements by a key of their own, and knows which statements are complete.
update public.account_bank_statement_line l
set internal_index = to_char(m.date, 'YYYYMMDD') || lpad((2147483647 - coalesce(l.sequence, 1))::text, 10, '0') || lpad(l.id::text, 10, '0')
from public.account_move m where m.id = l.move_id and l.internal_index is null;
update public.account_bank_statement s
set first_line_index = (select min(l.internal_index) from public.account_bank_statement_line l where l.statement_id = s.id),
    is_complete = exists (select 1 from public.account_bank_statement_line l where l.statement_id = s.id)
                  and round(s.balance_end - s.balance_end_real, 6) = 0;
