-- 16.0 describes when a part is due by months, days, and days after the end of a month.
update public.account_payment_term_line set
  months = case option when 'day_current_month' then -1 else 0 end,
  end_month = option <> 'day_after_invoice_date',
  days_after = case option when 'day_after_invoice_date' then 0 else days end,
  days = case option when 'day_after_invoice_date' then days else 0 end
where months is null;
-- on a certain day of the month that follows
update public.account_payment_term_line set end_month = true, days_after = day_of_the_month
where option = 'day_after_invoice_date' and day_of_the_month > 0;
call juniper_upgrade.fill('account_payment_term', 'display_on_invoice', 'true');
