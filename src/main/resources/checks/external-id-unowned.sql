-- External ids belong to installed modules, or to none.
select d.module || '.' || d.name, 'its module is not installed'
from public.ir_model_data d join public.ir_module_module m on m.name = d.module
where m.state in ('uninstalled', 'uninstallable')
union all
select d.module || '.' || d.name, 'it is there more than once'
from public.ir_model_data d group by d.module, d.name having count(*) > 1
union all
select d.module || '.' || d.name, 'it is a standard module of another version'
from public.ir_model_data d join ref_standard s on s.name = d.module
where not exists (select 1 from public.ir_module_module m where m.name = d.module)
union all
select d.module || '.' || d.name, format('the model %s does not exist', d.model)
from public.ir_model_data d
where not exists (select 1 from public.ir_model m where m.model = d.model)
