select format('%s: expected %s, found %s', l.name->>'en_US', e.rules, f.rules)
from product_pricelist l
join (values ('with_discount', 'formula 10 +0, formula 20 +0, formula 30 +1'),
             ('without_discount', 'percentage 10, percentage 20, formula 30 +1')) e (name, rules) on e.name = l.name->>'en_US'
left join lateral (
  select string_agg(case compute_price when 'percentage' then format('percentage %s', percent_price)
    else format('formula %s +%s', price_discount, price_surcharge) end, ', ' order by i.id) as rules
  from product_pricelist_item i where i.pricelist_id = l.id) f on true
where f.rules is distinct from e.rules
