-- 16.0 stores how much of a purchase has arrived.
create temporary table receipts on commit drop as
select o.purchase_order_id as id,
       bool_and(p.state = 'cancel') as none, bool_and(p.state in ('done', 'cancel')) as all_done, bool_or(p.state = 'done') as any_done
from public.purchase_order_stock_picking_rel o join public.stock_picking p on p.id = o.stock_picking_id group by 1;
update public.purchase_order o set receipt_status =
  case when r.none then null when r.all_done then 'full' when r.any_done then 'partial' else 'pending' end
from receipts r where r.id = o.id and o.receipt_status is null;
