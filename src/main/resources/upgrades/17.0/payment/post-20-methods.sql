-- 17.0 says of every token and transaction by which method it was paid: the provider's own, of a token else a card, else an unknown one.
do $$ declare place text; begin
  -- a provider that was copied takes what the standard one takes
  call juniper_upgrade.add_links('payment_method_payment_provider_rel', 'payment_method_id', 'payment_provider_id', $sql$
    select r.payment_method_id, p.id
    from public.payment_provider p
    join public.payment_provider o on o.code = p.code and to_jsonb(o) -> 'custom_mode' is not distinct from to_jsonb(p) -> 'custom_mode'
    join public.payment_method_payment_provider_rel r on r.payment_provider_id = o.id
    where p.code <> 'none' and not exists (select 1 from public.payment_method_payment_provider_rel x where x.payment_provider_id = p.id)$sql$);
  -- customers are shown the methods that are active: of a provider in use its own, cards, and those whose icons were shown
  create temporary table shown (provider_id int, name text) on commit drop;
  if juniper_upgrade.table_exists('payment_icon_payment_provider_rel') then
    insert into shown select l.payment_provider_id, lower(i.name)
    from public.payment_icon_payment_provider_rel l join public.payment_icon i on i.id = l.payment_icon_id;
    -- the standard icons are gone already
    if to_regclass('juniper_upgrade_base.payment_icon') is not null then
      insert into shown select l.payment_provider_id, lower(b.name)
      from public.payment_icon_payment_provider_rel l
      join juniper_upgrade.base_map m on m.family = 'payment_icon' and m.ours = l.payment_icon_id
      join juniper_upgrade_base.payment_icon b on b.id = m.base;
    end if;
  end if;
  update public.payment_method m set active = true
  from public.payment_provider p
  join public.payment_method_payment_provider_rel r on r.payment_provider_id = p.id
  where p.state in ('enabled', 'test') and p.code <> 'none' and r.payment_method_id in (m.id, m.primary_payment_method_id)
    and (m.code in (p.code, to_jsonb(p) ->> 'custom_mode', 'card')
         or exists (select 1 from shown s where s.provider_id = p.id and s.name = lower(m.name)))
    and m.active is distinct from true;
  foreach place in array array['payment_token', 'payment_transaction'] loop
    execute format($sql$
      update public.%1$I x set payment_method_id = (
        select m.id from public.payment_method m, public.payment_provider p
        where p.id = x.provider_id and (m.code in (p.code, to_jsonb(p) ->> 'custom_mode', 'unknown')
          or %1$L = 'payment_token' and m.code = 'card' and exists (
            select 1 from public.payment_method_payment_provider_rel r where r.payment_method_id = m.id and r.payment_provider_id = p.id))
        order by m.code = 'unknown', m.code = 'card', m.id limit 1)
      where payment_method_id is null$sql$, place);
  end loop;
end $$;
call juniper_upgrade.fill_from('payment_transaction', 'provider_reference', 'stripe_payment_intent');
