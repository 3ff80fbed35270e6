-- 16.0 stores what is really paid of a tax, after its repartition.
call juniper_upgrade.fill('account_tax', 'real_amount', $$x.amount * coalesce((
  select sum(r.factor_percent) / 100 from public.account_tax_repartition_line r
  where r.invoice_tax_id = x.id and r.repartition_type = 'tax'), 0)$$);
call juniper_upgrade.fill('account_journal', 'payment_sequence', $$x.type in ('bank', 'cash')$$);
