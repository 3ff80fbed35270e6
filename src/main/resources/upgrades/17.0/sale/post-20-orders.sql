-- 17.0 locks an order apart from its state, and stores what is still to be invoiced of it.
update public.sale_order set locked = coalesce(state = 'done', false) where locked is null;
update public.sale_order set state = 'sale' where state = 'done';
update public.sale_order o set amount_to_invoice = case when o.state = 'sale' then o.amount_total - coalesce(i.amount, 0) else 0 end
from (select x.id, sum(case when m.move_type = 'out_refund' then -l.price_total else l.price_total end)
               filter (where m.state = 'posted' and m.move_type in ('out_invoice', 'out_refund')) as amount
      from public.sale_order x
      left join public.sale_order_line ol on ol.order_id = x.id
      left join public.sale_order_line_invoice_rel r on r.order_line_id = ol.id
      left join public.account_move_line l on l.id = r.invoice_line_id
      left join public.account_move m on m.id = l.move_id
      group by x.id) i
where i.id = o.id and o.amount_to_invoice is null;
call juniper_upgrade.fill('res_company', 'prepayment_percent', '1.0');
call juniper_upgrade.fill('sale_order', 'prepayment_percent', '1.0');
call juniper_upgrade.fill('sale_order_template', 'prepayment_percent', '1.0');
