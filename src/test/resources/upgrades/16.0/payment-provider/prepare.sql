insert into payment_acquirer (name, provider, state, company_id) values ('Ours', 'transfer', 'test', 1);
insert into payment_transaction (amount, currency_id, reference, partner_id, state, acquirer_id, acquirer_reference)
select 10, c.currency_id, 'TX-1', 1, 'done', a.id, 'ACQ-1' from payment_acquirer a, res_company c where a.name = 'Ours' and c.id = 1;
insert into payment_token (name, partner_id, acquirer_id, acquirer_ref)
select 'Card 42', 1, a.id, 'REF-1' from payment_acquirer a where a.name = 'Ours'
