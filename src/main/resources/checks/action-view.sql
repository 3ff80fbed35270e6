-- Actions open views of their own model, or of the one that it copies under a longer name.
select 'ir_act_window ' || a.id, format('%s opens %s of the model %s', a.name, v.name, v.model)
from public.ir_act_window a join public.ir_ui_view v on v.id in (a.view_id, a.search_view_id)
where a.res_model not like '%' || v.model
union all
select 'ir_act_window_view ' || w.id, format('it opens %s of the model %s from an action of %s', v.name, v.model, a.res_model)
from public.ir_act_window_view w join public.ir_act_window a on a.id = w.act_window_id join public.ir_ui_view v on v.id = w.view_id
where a.res_model not like '%' || v.model
union all
select 'ir_act_report_xml ' || a.id, format('its template %s does not exist', a.report_name)
from public.ir_act_report_xml a
where a.report_type like 'qweb%' and not exists (select 1 from public.ir_ui_view v where v.key = a.report_name)
  and not exists (select 1 from public.ir_model_data d where d.model = 'ir.ui.view' and d.module || '.' || d.name = a.report_name)
