-- 17.0 says of every token and transaction by which method it was paid: the provider's own, else an unknown one.
do $$ declare place text; begin
  foreach place in array array['payment_token', 'payment_transaction'] loop
    execute format($sql$
      update public.%I x set payment_method_id = (
        select m.id from public.payment_method m, public.payment_provider p
        where p.id = x.provider_id and m.code in (p.code, to_jsonb(p) ->> 'custom_mode', 'unknown') order by m.code = 'unknown', m.id limit 1)
      where payment_method_id is null$sql$, place);
  end loop;
end $$;
call juniper_upgrade.fill_from('payment_transaction', 'provider_reference', 'stripe_payment_intent');
