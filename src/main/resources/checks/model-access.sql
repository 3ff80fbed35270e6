-- Where the release gives rights on a model, somebody has them here.
select m.model, 'nobody has rights on it'
from public.ir_model m join chk_owned_model o on o.model = m.model
where 'access_' || replace(m.model, '.', '_') in (
    select d.name from ref_ir_model_data d join chk_module i on i.name = d.module where d.model = 'ir.model.access')
  and m.id not in (select a.model_id from public.ir_model_access a)
