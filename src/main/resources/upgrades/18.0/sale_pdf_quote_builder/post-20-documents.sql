-- 18.0 makes headers and footers of quotations documents of their own: a template's go with it, a company's with its quotations.
create temporary table old_file on commit drop as
select a.id, a.res_model, a.res_id, substr(a.res_field, 6) as kind, coalesce(
         (select to_jsonb(c) ->> (a.res_field || '_name') from public.res_company c where a.res_model = 'res.company' and c.id = a.res_id),
         (select to_jsonb(t) ->> (a.res_field || '_name') from public.sale_order_template t where a.res_model = 'sale.order.template' and t.id = a.res_id),
         a.name) as name,
       case a.res_model when 'res.company' then a.res_id
         else (select t.company_id from public.sale_order_template t where t.id = a.res_id) end as company_id
from public.ir_attachment a
where a.res_field in ('sale_header', 'sale_footer') and a.res_model in ('res.company', 'sale.order.template');
insert into public.quotation_document (ir_attachment_id, document_type, active, sequence, create_uid, create_date, write_uid, write_date)
select f.id, f.kind, true, 10, 1, now(), 1, now() from old_file f order by f.id;
update public.ir_attachment a set res_model = 'quotation.document', res_id = d.id, res_field = null, name = f.name, company_id = f.company_id
from old_file f join public.quotation_document d on d.ir_attachment_id = f.id where f.id = a.id;
call juniper_upgrade.add_links('header_footer_quotation_template_rel', 'quotation_document_id', 'sale_order_template_id', $$
  select d.id, f.res_id from old_file f join public.quotation_document d on d.ir_attachment_id = f.id where f.res_model = 'sale.order.template'$$);
-- a quotation that is open was printed with its template's, or its company's
call juniper_upgrade.add_links('quotation_document_sale_order_rel', 'quotation_document_id', 'sale_order_id', $$
  select distinct on (o.id, f.kind) d.id, o.id
  from public.sale_order o
  join old_file f on f.res_model = 'sale.order.template' and f.res_id = o.sale_order_template_id or f.res_model = 'res.company' and f.res_id = o.company_id
  join public.quotation_document d on d.ir_attachment_id = f.id
  where o.state in ('draft', 'sent')
  order by o.id, f.kind, f.res_model desc$$);
