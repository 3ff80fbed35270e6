-- 18.0 makes a payment a thing of its own, which may have a journal entry, and keeps what it took from the entry.
update public.account_payment p set
  name = m.name, date = m.date, journal_id = m.journal_id, company_id = m.company_id, memo = m.ref, is_sent = coalesce(m.is_move_sent, false),
  state = case m.state when 'draft' then 'draft' when 'cancel' then 'canceled'
          else case when p.is_matched then 'paid' else 'in_process' end end
from public.account_move m where m.id = p.move_id and p.state is null;
-- the accounts in which payments wait were a company's: they are their methods' now
update public.account_payment_method_line l set payment_account_id =
  case m.payment_type when 'inbound' then c.account_journal_payment_debit_account_id else c.account_journal_payment_credit_account_id end
from public.account_payment_method m, public.account_journal j, public.res_company c
where m.id = l.payment_method_id and j.id = l.journal_id and c.id = j.company_id
  and j.type in ('bank', 'cash') and l.payment_account_id is null;
