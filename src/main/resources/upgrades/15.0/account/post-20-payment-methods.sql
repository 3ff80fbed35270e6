-- 15.0 lets a journal have a line for each way to pay, with the account in which its payments wait.
do $$ declare direction text; begin
  foreach direction in array array['inbound', 'outbound'] loop
    execute format($sql$
      insert into public.account_payment_method_line (name, sequence, payment_method_id, journal_id, create_uid, create_date, write_uid, write_date)
      select m.name, 10, m.id, j.id, 1, now(), 1, now()
      from public.account_journal_%1$s_payment_method_rel r
      join public.account_payment_method m on m.id = r.%1$s_payment_method
      join public.account_journal j on j.id = r.journal_id
      where not exists (select 1 from public.account_payment_method_line l where l.journal_id = j.id and l.payment_method_id = m.id)
      order by j.id, m.id$sql$, direction);
  end loop;
end $$;
-- a journal's own account wins over the company's
update public.account_payment_method_line l set payment_account_id =
  case m.payment_type when 'inbound' then j.payment_debit_account_id else j.payment_credit_account_id end
from public.account_payment_method m, public.account_journal j
where m.id = l.payment_method_id and j.id = l.journal_id and l.payment_account_id is null;
update public.res_company c set
  account_journal_payment_debit_account_id = coalesce(c.account_journal_payment_debit_account_id, j.debit),
  account_journal_payment_credit_account_id = coalesce(c.account_journal_payment_credit_account_id, j.credit)
from (select company_id, mode() within group (order by payment_debit_account_id) as debit,
             mode() within group (order by payment_credit_account_id) as credit
      from public.account_journal where type in ('bank', 'cash') group by 1) j
where j.company_id = c.id;
update public.account_payment p set payment_method_line_id = (
    select l.id from public.account_payment_method_line l
    where l.journal_id = m.journal_id and l.payment_method_id = p.payment_method_id order by l.id limit 1)
from public.account_move m where m.id = p.move_id and p.payment_method_line_id is null;
update public.account_payment p set outstanding_account_id = coalesce(
    (select l.payment_account_id from public.account_payment_method_line l where l.id = p.payment_method_line_id),
    case p.payment_type when 'inbound' then c.account_journal_payment_debit_account_id else c.account_journal_payment_credit_account_id end)
from public.account_move m join public.res_company c on c.id = m.company_id
where m.id = p.move_id and p.outstanding_account_id is null;
