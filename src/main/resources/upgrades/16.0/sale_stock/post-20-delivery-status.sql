-- 16.0 stores how much of a sale is delivered.
create temporary table deliveries on commit drop as
select p.sale_id as id,
       bool_and(p.state = 'cancel') as none, bool_and(p.state in ('done', 'cancel')) as all_done, bool_or(p.state = 'done') as any_done
from public.stock_picking p where p.sale_id is not null group by 1;
update public.sale_order o set delivery_status =
  case when d.none then null when d.all_done then 'full' when d.any_done then 'partial' else 'pending' end
from deliveries d where d.id = o.id and o.delivery_status is null;
