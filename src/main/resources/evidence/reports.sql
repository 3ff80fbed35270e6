-- Reports of your own have an active template.
-- red: gone, changed
-- table ir_act_report_xml: id, name, report_name, write_date
-- table ir_ui_view: key, active
-- table ir_model_data: model, res_id, module
select r.id, concat_ws(', ', r.name, r.report_name),
  case when exists (select from ir_ui_view v where v.key = r.report_name and v.active = 'true') then 'template active' end, r.write_date
from ir_act_report_xml r
where not exists (select from ir_model_data d where d.model = 'ir.actions.report' and d.res_id = r.id and d.module not in ('__export__', 'studio_customization'))
