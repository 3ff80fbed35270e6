-- two providers in use, one a copy; one that is not
update payment_provider set state = 'enabled' where code = 'stripe';
insert into payment_provider (company_id, code, state, name)
select company_id, 'paypal', 'test', '{"en_US": "Copy"}' from payment_provider where code = 'stripe';
insert into payment_token (provider_id, partner_id, provider_ref, active)
select id, 1, 'ref', true from payment_provider where code = 'stripe'
