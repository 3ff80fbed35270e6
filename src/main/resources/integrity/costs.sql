-- The cost of every product stays, company by company (R90); 18.0 keeps it with the product.
-- needs: product_product.standard_price
-- tolerance: 0.01
select format('product %s, company %s', p.id, c.key), c.value::numeric
from public.product_product p cross join lateral jsonb_each_text(p.standard_price) c where c.value::numeric <> 0
-- or
-- needs: product_product, ir_property.value_float
select format('product %s, company %s', v.product, v.company), v.cost
from (select split_part(p.res_id, ',', 2) as product, c.id as company,
             (array_agg(p.value_float order by p.company_id nulls last))[1]::numeric as cost
      from public.ir_property p join public.ir_model_fields f on f.id = p.fields_id
      join public.res_company c on p.company_id is null or c.id = p.company_id
      where f.model = 'product.product' and f.name = 'standard_price' and p.res_id like 'product.product,%'
      group by 1, 2) v
where v.cost <> 0
