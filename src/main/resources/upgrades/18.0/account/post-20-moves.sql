-- 18.0 says which entries are checked, and stores amounts and rates of invoices.
update public.account_move set checked = not coalesce(to_check, false) where checked is null;
call juniper_upgrade.fill('account_move', 'is_manually_modified', 'false');
call juniper_upgrade.fill('account_move', 'made_sequence_gap', 'false');
call juniper_upgrade.fill('account_move', 'amount_untaxed_in_currency_signed',
  $$case when x.move_type in ('out_invoice', 'in_refund', 'out_receipt') then x.amount_untaxed
         when x.move_type in ('in_invoice', 'out_refund', 'in_receipt') then -x.amount_untaxed else x.amount_untaxed end$$);
update public.account_move m set invoice_currency_rate = case
    when m.currency_id = c.currency_id or m.amount_total_signed = 0 then 1
    else abs(m.amount_total / m.amount_total_signed) end
from public.res_company c
where c.id = m.company_id and m.move_type <> 'entry' and m.invoice_currency_rate is null;
update public.account_bank_statement_line l set company_id = m.company_id, journal_id = m.journal_id
from public.account_move m where m.id = l.move_id and (l.company_id is null or l.journal_id is null);
call juniper_upgrade.fill('account_move_line', 'is_imported', 'false');
