select 'active: ' || string_agg(code, ', ' order by code) from payment_method where active
having string_agg(code, ', ' order by code) <> 'amex, card, demo, diners, discover, jcb, maestro, mastercard, paypal, visa, wire_transfer'
union all
select 'a token of ' || m.code from payment_token t join payment_method m on m.id = t.payment_method_id where m.code <> 'card'
union all
select 'the copy takes nothing' from payment_provider p where p.name ->> 'en_US' = 'Copy'
  and not exists (select 1 from payment_method_payment_provider_rel r join payment_method m on m.id = r.payment_method_id
                  where r.payment_provider_id = p.id and m.code = 'paypal')
