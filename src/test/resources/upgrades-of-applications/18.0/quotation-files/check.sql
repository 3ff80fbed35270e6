select 'files: ' || string_agg(concat_ws(' ', d.document_type, a.name, a.res_id = d.id, a.company_id,
    (select t.name from header_footer_quotation_template_rel r join sale_order_template t on t.id = r.sale_order_template_id where r.quotation_document_id = d.id)), ', ' order by a.name)
from quotation_document d join ir_attachment a on a.id = d.ir_attachment_id and a.res_model = 'quotation.document' and a.res_field is null
having string_agg(concat_ws(' ', d.document_type, a.name, a.res_id = d.id, a.company_id,
    (select t.name from header_footer_quotation_template_rel r join sale_order_template t on t.id = r.sale_order_template_id where r.quotation_document_id = d.id)), ', ' order by a.name)
  is distinct from 'header first.pdf t Files, header ours.pdf t 1, footer sale_footer t Files'
union all
select 'quotations: ' || string_agg(o.name || ' ' || a.name, ', ' order by o.name, a.name)
from quotation_document_sale_order_rel r join sale_order o on o.id = r.sale_order_id
join quotation_document d on d.id = r.quotation_document_id join ir_attachment a on a.id = d.ir_attachment_id
having string_agg(o.name || ' ' || a.name, ', ' order by o.name, a.name) is distinct from 'FILES1 first.pdf, FILES1 sale_footer, FILES2 ours.pdf'
