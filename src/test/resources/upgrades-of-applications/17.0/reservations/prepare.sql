-- open transfers, of which some is done: reserved in part, more than reserved, nothing of it in stock, and from a supplier
insert into product_template (name, categ_id, uom_id, uom_po_id, type, detailed_type, tracking, purchase_line_warn, sale_line_warn, base_unit_count, active, list_price)
select jsonb_build_object('en_US', 'Kept ' || n), min(c.id), 1, 1, 'product', 'product', 'none', 'no-message', 'no-message', 0, true, 1
from product_category c, generate_series(1, 4) n group by n;
insert into product_product (product_tmpl_id, base_unit_count, active) select id, 0, true from product_template where name ->> 'en_US' like 'Kept _';
create view kept as select p.id, t.name ->> 'en_US' as name from product_product p join product_template t on t.id = p.product_tmpl_id where t.name ->> 'en_US' like 'Kept _';
insert into stock_quant (product_id, location_id, company_id, quantity, reserved_quantity, in_date)
select id, 8, 1, 10, case name when 'Kept 1' then 5 when 'Kept 2' then 1 else 0 end, now() from kept where name in ('Kept 1', 'Kept 2');
insert into stock_quant (product_id, location_id, company_id, quantity, reserved_quantity, in_date) select id, 11, 1, 3, 3, now() from kept where name = 'Kept 1';
insert into stock_move (company_id, product_id, product_uom, location_id, location_dest_id, name, procure_method, product_uom_qty, date, state)
select 1, id, 1, case name when 'Kept 4' then 4 else 8 end, 5, name, 'make_to_stock', 5, now(), case name when 'Kept 3' then 'confirmed' else 'assigned' end from kept;
insert into stock_move_line (company_id, product_id, move_id, product_uom_id, location_id, location_dest_id, reserved_uom_qty, reserved_qty, qty_done, date, state, lot_name)
select 1, m.product_id, m.id, 1, m.location_id, 5, v.reserved, v.reserved, v.done, now(), m.state, 'L'
from stock_move m join (values ('Kept 1', 5, 2), ('Kept 2', 1, 4), ('Kept 3', 0, 2), ('Kept 4', 0, 3)) v (name, reserved, done) on v.name = m.name;
