-- The cost of every product stays, company by company (R90); 18.0 keeps it with the product.
-- needs: product_product.standard_price
-- tolerance: 0.01
select format('product %s, company %s', p.id, c.key), c.value::numeric
from public.product_product p cross join lateral jsonb_each_text(p.standard_price) c where c.value::numeric <> 0
-- or
-- needs: product_product, ir_property.value_float
select format('product %s, company %s', split_part(v.res_id, ',', 2), v.company_id), v.value_float::numeric
from public.ir_property v join public.ir_model_fields f on f.id = v.fields_id
where f.model = 'product.product' and f.name = 'standard_price' and v.res_id like 'product.product,%'
  and v.company_id is not null and v.value_float <> 0
