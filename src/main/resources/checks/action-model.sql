-- Actions open models that exist.
select 'ir_act_window ' || a.id, format('%s opens the model %s, which does not exist', a.name, a.res_model)
from public.ir_act_window a where not exists (select 1 from public.ir_model m where m.model = a.res_model)
union all
select 'ir_act_report_xml ' || a.id, format('%s prints the model %s, which does not exist', a.name, a.model)
from public.ir_act_report_xml a where not exists (select 1 from public.ir_model m where m.model = a.model)
union all
select 'ir_act_server ' || a.id, format('%s runs on the model %s, which is %s by its id', a.name, a.model_name, coalesce(m.model, 'gone'))
from public.ir_act_server a left join public.ir_model m on m.id = a.model_id
where m.model is null or (a.model_name is not null and a.model_name <> m.model)
