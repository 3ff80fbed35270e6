-- 15.0 requires whom a transaction is of, and stores its company and how it was made.
call juniper_upgrade.fill('payment_transaction', 'company_id', '(select a.company_id from public.payment_acquirer a where a.id = x.acquirer_id)');
call juniper_upgrade.fill('payment_transaction', 'partner_id', $$(
  select c.partner_id from public.res_company c where c.id = x.company_id)$$);
call juniper_upgrade.fill('payment_transaction', 'operation', $$case x.type when 'server2server' then 'online_token' when 'validation' then 'validation' else 'online_redirect' end$$);
call juniper_upgrade.fill('payment_transaction', 'tokenize', $$x.type = 'form_save'$$);
call juniper_upgrade.fill('payment_acquirer', 'allow_tokenization', $$x.save_token in ('ask', 'always')$$);
call juniper_upgrade.fill('payment_token', 'name', $$'…' || x.id$$);
