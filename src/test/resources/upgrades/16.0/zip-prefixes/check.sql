select format('%s has %s', low, found) from (
  select v.low, v.prefix, string_agg(p.name, ',') as found
  from (values ('1000', '1'), ('75000', '75000'), ('1234', null)) v (low, prefix)
  join delivery_carrier c on c.name->>'en_US' = v.low
  left join delivery_zip_prefix_rel r on r.carrier_id = c.id left join delivery_zip_prefix p on p.id = r.zip_prefix_id
  group by 1, 2) x
where found is distinct from prefix
