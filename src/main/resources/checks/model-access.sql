-- Where the release gives rights on a model, somebody has them here.
select m.model, 'nobody has rights on it'
from public.ir_model m
where exists (select 1 from ref_ir_model_data d join chk_module i on i.name = d.module join chk_owned_model o on o.model = m.model
              where d.model = 'ir.model.access' and d.name = 'access_' || replace(m.model, '.', '_'))
  and not exists (select 1 from public.ir_model_access a where a.model_id = m.id)
