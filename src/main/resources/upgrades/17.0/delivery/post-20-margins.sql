-- 17.0 counts a carrier's margin as a share, no longer in percent, and puts none on a fixed price: such a carrier goes by a rule.
with fixed as (
  update public.delivery_carrier set delivery_type = 'base_on_rule'
  where delivery_type = 'fixed' and margin <> 0 and fixed_margin is null
  returning id, fixed_price
), rule as (
  insert into public.delivery_price_rule (carrier_id, sequence, variable, operator, max_value, list_base_price, list_price, variable_factor,
    create_uid, create_date, write_uid, write_date)
  select f.id, coalesce((select min(r.sequence) - 1 from public.delivery_price_rule r where r.carrier_id = f.id), 10),
         'quantity', '>=', 0, coalesce(f.fixed_price, 0), 0, 'quantity', 1, now(), 1, now()
  from fixed f
)
insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
select from_version || '→' || to_version, 'rows', 'INFO', 'delivery',
       format('%s delivery methods have a margin on a fixed price: they go by a rule of that price, on which this version puts the margin', n),
       jsonb_build_object('table', 'delivery_carrier', 'rows', n::text)
from juniper_upgrade.hop, (select count(*) as n from fixed) f where not done and n > 0;
update public.delivery_carrier set margin = margin / 100, fixed_margin = 0 where fixed_margin is null;
