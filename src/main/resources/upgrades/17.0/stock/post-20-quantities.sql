-- 17.0 has one quantity of a move line, and whether it is picked, in place of what is reserved and what is done.
update public.stock_move_line l set
  quantity = case when l.state = 'done' or l.qty_done > 0 then l.qty_done else coalesce(l.reserved_uom_qty, 0) end,
  picked = l.state = 'done' or l.qty_done > 0
where l.quantity is null;
update public.stock_move_line l set quantity_product_uom =
  case when l.product_uom_id = t.uom_id then l.quantity else l.quantity / lu.factor * tu.factor end
from public.product_product p, public.product_template t, public.uom_uom lu, public.uom_uom tu
where p.id = l.product_id and t.id = p.product_tmpl_id and lu.id = l.product_uom_id and tu.id = t.uom_id
  and l.quantity_product_uom is null;
update public.stock_move m set quantity = coalesce(d.quantity, case when m.state = 'done' then m.quantity_done else 0 end),
  picked = m.state = 'done' or coalesce(d.picked, false)
from (select o.id, bool_or(l.picked) as picked,
             sum(case when l.product_uom_id = o.product_uom then l.quantity else l.quantity / lu.factor * mu.factor end) as quantity
      from public.stock_move o
      left join public.stock_move_line l on l.move_id = o.id
      left join public.uom_uom lu on lu.id = l.product_uom_id
      left join public.uom_uom mu on mu.id = o.product_uom
      group by o.id) d
where d.id = m.id and m.quantity is null;
