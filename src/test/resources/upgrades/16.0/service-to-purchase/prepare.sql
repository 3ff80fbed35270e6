-- services: bought, of one company, not bought
insert into res_company select (jsonb_populate_record(c, jsonb_build_object('id', nextval('res_company_id_seq'), 'name', 'Second'))).*
from res_company c where id = 1;
insert into uom_category (name) values ('Ours');
insert into uom_uom (name, category_id, factor, rounding, uom_type, active) select 'Ours', max(id), 1, 0.01, 'reference', true from uom_category;
insert into product_template (name, type, detailed_type, categ_id, uom_id, uom_po_id, sale_line_warn, purchase_line_warn, tracking, active, service_to_purchase, company_id)
select v.name, 'service', 'service', (select min(id) from product_category), u.id, u.id, 'no-message', 'no-message', 'none', true, v.bought, v.company
from uom_uom u, (values ('Bought', true, null), ('Bought by one', true, 1), ('Not bought', false, null), ('Not said', null, null)) v (name, bought, company)
where u.name = 'Ours'
