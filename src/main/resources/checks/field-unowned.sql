-- Every standard field belongs to an installed module, and the release has it; what a model takes over from its delegate,
-- and the log fields of a model made in Studio, have no owner.
select f.model || '.' || f.name, 'no installed module owns the field'
from public.ir_model_fields f
where f.state = 'base' and (f.store or coalesce(f.related, '') = '')
  and not exists (select 1 from public.ir_model m where m.id = f.model_id and m.state = 'manual') and not exists (
  select 1 from public.ir_model_data d join chk_module i on i.name = d.module where d.model = 'ir.model.fields' and d.res_id = f.id)
union all
select f.model || '.' || f.name, 'the modules that own the field do not have it in this release'
from public.ir_model_fields f
where f.state = 'base' and exists (select 1 from public.ir_model_data d where d.model = 'ir.model.fields' and d.res_id = f.id)
  and not exists (
    select 1 from public.ir_model_data d join chk_module i on i.name = d.module
    where d.model = 'ir.model.fields' and d.res_id = f.id
      and (not exists (select 1 from ref_module r where r.name = d.module)
           or not exists (select 1 from ref_ir_model m where m.model = f.model)
           or exists (select 1 from ref_ir_model_fields o where o.model = f.model and o.name = f.name)))
