select 'the provider is lost' where not exists (select 1 from payment_provider where name->>'en_US' = 'Ours' and code = 'custom')
union all
select 'the transaction is lost' where not exists (
  select 1 from payment_transaction t join payment_provider p on p.id = t.provider_id
  where t.reference = 'TX-1' and t.provider_reference = 'ACQ-1' and p.name->>'en_US' = 'Ours')
union all
select 'the token is lost' where not exists (select 1 from payment_token where provider_ref = 'REF-1' and payment_details = 'Card 42')
