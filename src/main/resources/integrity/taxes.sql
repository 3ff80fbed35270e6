-- The rate of every tax stays (R98).
-- needs: account_tax.amount
-- tolerance: 0.0001
select 'tax ' || t.id, t.amount::numeric from public.account_tax t
where t.amount <> 0 and not exists (select 1 from juniper_upgrade.standard_row_now s where s.tbl = 'account_tax' and s.id = t.id)
