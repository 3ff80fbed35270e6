alter table product_template alter sale_line_warn drop not null, alter purchase_line_warn drop not null;
insert into product_template (name, type, detailed_type, categ_id, uom_id, uom_po_id, active) select 'Carriage', 'service', 'service', min(c.id), 1, 1, true from product_category c;
insert into product_product (product_tmpl_id, active) select max(id), true from product_template;
insert into delivery_carrier (name, active, delivery_type, product_id, invoice_policy, zip_from, zip_to)
select v.low, true, 'fixed', (select max(id) from product_product), 'estimated', v.low, v.high
from (values ('1000', '1999'), ('75000', '75000'), ('1234', '1300')) v (low, high)
