-- The options of standard selection fields are those of the release.
select f.model || '.' || f.name, format('the modules that own the option %s do not have it in this release', s.value)
from public.ir_model_fields_selection s join public.ir_model_fields f on f.id = s.field_id
where f.state = 'base'
  and exists (select 1 from public.ir_model_data d where d.model = 'ir.model.fields.selection' and d.res_id = s.id)
  and not exists (select 1 from public.ir_model_data d join chk_module i on i.name = d.module
                  where d.model = 'ir.model.fields.selection' and d.res_id = s.id
                    and (not exists (select 1 from ref_module r where r.name = d.module)
                         or not exists (select 1 from ref_ir_model_fields r where r.model = f.model and r.name = f.name)
                         or exists (select 1 from ref_ir_model_data r where r.module = d.module and r.name = d.name)))
