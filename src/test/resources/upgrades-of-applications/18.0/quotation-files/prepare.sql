-- a company's header, a template's header and footer, and quotations with and without that template
update res_company set sale_header_name = 'ours.pdf' where id = 1;
insert into sale_order_template (name, sale_header_name, active) values ('Files', 'first.pdf', true);
insert into ir_attachment (name, type, res_model, res_id, res_field, mimetype)
select v.field, 'binary', v.model, case v.model when 'res.company' then 1 else (select id from sale_order_template where name = 'Files') end, v.field, 'application/pdf'
from (values ('res.company', 'sale_header'), ('sale.order.template', 'sale_header'), ('sale.order.template', 'sale_footer')) v (model, field);
insert into sale_order (name, state, partner_id, partner_invoice_id, partner_shipping_id, company_id, date_order, picking_policy, warehouse_id, sale_order_template_id)
select v.name, v.state, 1, 1, 1, 1, now(), 'direct', (select min(id) from stock_warehouse), case when v.state <> 'sent' then (select id from sale_order_template where name = 'Files') end
from (values ('FILES1', 'draft'), ('FILES2', 'sent'), ('FILES3', 'sale')) v (name, state)
