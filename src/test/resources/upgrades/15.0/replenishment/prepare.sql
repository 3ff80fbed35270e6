-- rules of replenishment: several for one product and location, of which some are active; and a packaging that holds nothing
insert into uom_category (name) values ('Ours');
insert into uom_uom (name, category_id, factor, rounding, uom_type, active) select 'Ours', max(id), 1, 0.01, 'reference', true from uom_category;
insert into product_template (name, type, categ_id, uom_id, uom_po_id, sale_line_warn, purchase_line_warn, tracking, active)
select 'Replenished', 'product', (select min(id) from product_category), max(id), max(id), 'no-message', 'no-message', 'none', true from uom_uom;
insert into product_product (product_tmpl_id, active, default_code)
select max(id), v.code = 'R1', v.code from product_template, (values ('R1'), ('R2')) v (code) group by v.code;
insert into stock_location (name, usage, active) values ('Here', 'internal', true), ('There', 'internal', true);
insert into stock_warehouse_orderpoint (name, active, product_id, location_id, company_id, product_min_qty, product_max_qty)
select v.name, v.active, p.id, l.id, 1, 1, 2
from (values ('OP1', false, 'R1', 'Here'), ('OP2', true, 'R1', 'Here'), ('OP3', true, 'R1', 'Here'), ('OP4', false, 'R2', 'Here'), ('OP5', true, 'R1', 'There'))
  v (name, active, product, location)
join product_product p on p.default_code = v.product join stock_location l on l.name = v.location
order by 1;
insert into product_packaging (name, qty, company_id) values ('Nothing', 0, 1), ('Dozen', 12, 1)
