select format('%s is bought by %s companies', t.name, p.companies)
from product_template t
cross join lateral (select count(distinct p.company_id) as companies from ir_property p join ir_model_fields f on f.id = p.fields_id
  where f.model = 'product.template' and f.name = 'service_to_purchase' and p.res_id = 'product.template,' || t.id
    and p.type = 'boolean' and p.value_integer = 1) p
join (values ('Bought', (select count(*) from res_company)), ('Bought by one', 1), ('Not bought', 0), ('Not said', 0)) v (name, companies) on v.name = t.name ->> 'en_US'
where p.companies <> v.companies
union all
select format('%s services', count(*)) from product_template where name ->> 'en_US' in ('Bought', 'Bought by one', 'Not bought', 'Not said') having count(*) <> 4
