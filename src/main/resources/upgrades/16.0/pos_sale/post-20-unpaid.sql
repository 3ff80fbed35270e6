-- 16.0 stores how much of a sale is neither invoiced nor paid at a point of sale.
create temporary table settled on commit drop as
select order_id, sum(amount) as amount from (
  select l.order_id, i.price_total as amount
  from (select distinct l.order_id, r.invoice_line_id from public.sale_order_line l
        join public.sale_order_line_invoice_rel r on r.order_line_id = l.id where l.display_type is null) l
  join public.account_move_line i on i.id = l.invoice_line_id and i.parent_state <> 'cancel'
  union all
  select l.order_id, p.price_subtotal_incl
  from public.sale_order_line l join public.pos_order_line p on p.sale_order_line_id = l.id
  join public.pos_order o on o.id = p.order_id and o.state in ('paid', 'done', 'invoiced') where l.display_type is null) s
group by order_id;
create index on settled (order_id);
call juniper_upgrade.fill('sale_order', 'amount_unpaid',
  'x.amount_total - coalesce((select s.amount from settled s where s.order_id = x.id), 0)');
