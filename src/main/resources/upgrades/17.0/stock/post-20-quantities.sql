-- 17.0 has one quantity of a move line, and whether it is picked, in place of what is reserved and what is done.
do $$ begin
  if juniper_upgrade.column_exists('stock_move_line', 'reserved_uom_qty') then
    -- what is reserved and not done yet stays so, on a line of its own
    insert into public.stock_move_line
    select r.* from public.stock_move_line l
    cross join lateral jsonb_populate_record(null::public.stock_move_line, to_jsonb(l) || jsonb_build_object(
      'id', nextval('public.stock_move_line_id_seq'), 'reserved_uom_qty', l.reserved_uom_qty - l.qty_done, 'qty_done', 0,
      'lot_name', null, 'result_package_id', null)) r
    where l.quantity is null and l.state not in ('done', 'cancel') and l.qty_done > 0 and l.qty_done < l.reserved_uom_qty
    order by l.id;
  end if;
end $$;
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
-- what is on an open transfer's line is reserved, be it picked or not
create temporary table reserved on commit drop as
select l.product_id, l.location_id, coalesce(l.lot_id, 0) as lot_id, coalesce(l.package_id, 0) as package_id,
       coalesce(l.owner_id, 0) as owner_id, sum(l.quantity_product_uom) as quantity
from public.stock_move_line l
join public.stock_location o on o.id = l.location_id
join public.product_product p on p.id = l.product_id
join public.product_template t on t.id = p.product_tmpl_id
left join public.stock_move m on m.id = l.move_id
where l.state in ('assigned', 'partially_available', 'waiting', 'confirmed') and l.quantity_product_uom <> 0 and t.type = 'product'
  and o.usage not in ('supplier', 'customer', 'inventory', 'production') and not coalesce(o.scrap_location, false)
  and coalesce(to_jsonb(m) ->> 'is_subcontract', 'false') = 'false'
group by 1, 2, 3, 4, 5;
create temporary table quant on commit drop as
select q.id, q.product_id, q.location_id, coalesce(q.lot_id, 0) as lot_id, coalesce(q.package_id, 0) as package_id,
       coalesce(q.owner_id, 0) as owner_id, q.reserved_quantity,
       row_number() over (partition by q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id order by q.quantity desc, q.id) as number,
       sum(q.reserved_quantity) over (partition by q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id) as whole
from public.stock_quant q;
update public.stock_quant x set reserved_quantity = case when q.number = 1 then coalesce(r.quantity, 0) else 0 end
from quant q left join reserved r using (product_id, location_id, lot_id, package_id, owner_id)
where q.id = x.id and round(q.whole::numeric, 6) <> round(coalesce(r.quantity, 0)::numeric, 6);
insert into public.stock_quant (product_id, location_id, company_id, lot_id, package_id, owner_id, quantity, reserved_quantity, in_date,
  create_uid, create_date, write_uid, write_date)
select r.product_id, r.location_id, o.company_id, nullif(r.lot_id, 0), nullif(r.package_id, 0), nullif(r.owner_id, 0), 0, r.quantity, now(), 1, now(), 1, now()
from reserved r join public.stock_location o on o.id = r.location_id
where not exists (select 1 from quant q where (q.product_id, q.location_id, q.lot_id, q.package_id, q.owner_id)
                  = (r.product_id, r.location_id, r.lot_id, r.package_id, r.owner_id));
