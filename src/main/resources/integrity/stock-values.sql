-- The value of every product's stock stays.
-- needs: stock_valuation_layer.value
-- tolerance: 0.01
select format('company %s, product %s', v.company_id, v.product_id), sum(v.value)
from public.stock_valuation_layer v group by v.company_id, v.product_id
