select format('%s: %s', v.name, x.found) from (values
  ('By rule', 'base_on_rule 0.25'), ('Fixed with margin', 'base_on_rule 0.1 quantity >= 0: 8'), ('Fixed', 'fixed 0')) v (name, expected)
left join (select c.name ->> 'en_US' as name, concat_ws(' ', c.delivery_type, c.margin, (
             select format('%s %s %s: %s', r.variable, r.operator, r.max_value, r.list_base_price) from delivery_price_rule r where r.carrier_id = c.id)) as found
           from delivery_carrier c) x on x.name = v.name
where x.found is distinct from v.expected
