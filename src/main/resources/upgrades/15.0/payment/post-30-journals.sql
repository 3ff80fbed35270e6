-- 15.0 finds a provider's journal through the payment method line with its code; a company has one for each code.
do $$ begin
  if juniper_upgrade.column_exists('payment_acquirer', 'journal_id') then
    insert into public.account_payment_method_line (name, sequence, payment_method_id, journal_id, create_uid, create_date, write_uid, write_date)
    select distinct on (m.id, j.company_id) m.name, 10, m.id, j.id, 1, now(), 1, now()
    from public.payment_acquirer a
    join public.account_payment_method m on m.code = a.provider and m.payment_type = 'inbound'
    join public.account_journal j on j.id = a.journal_id
    where a.state <> 'disabled' and not exists (
      select 1 from public.account_payment_method_line l join public.account_journal o on o.id = l.journal_id
      where l.payment_method_id = m.id and o.company_id = j.company_id)
    order by m.id, j.company_id, a.sequence, a.id;
  end if;
end $$;
