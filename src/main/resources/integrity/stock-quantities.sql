-- The stock of every product at every location stays.
-- needs: stock_quant.quantity
-- tolerance: 0.0001
select format('product %s, location %s', q.product_id, q.location_id), sum(q.quantity)::numeric
from public.stock_quant q group by q.product_id, q.location_id
