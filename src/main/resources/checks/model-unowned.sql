-- Every standard model belongs to an installed module, and the release has it.
select m.model, 'no installed module owns the model'
from public.ir_model m
where m.state = 'base' and not exists (
  select 1 from public.ir_model_data d join chk_module i on i.name = d.module where d.model = 'ir.model' and d.res_id = m.id)
union all
select m.model, 'the modules that own the model do not have it in this release'
from public.ir_model m
where m.state = 'base' and exists (select 1 from public.ir_model_data d where d.model = 'ir.model' and d.res_id = m.id)
  and not exists (
    select 1 from public.ir_model_data d join chk_module i on i.name = d.module
    where d.model = 'ir.model' and d.res_id = m.id
      and (not exists (select 1 from ref_module r where r.name = d.module)
           or exists (select 1 from chk_owned_model o where o.model = m.model)))
