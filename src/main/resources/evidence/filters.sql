-- Saved search filters are there, and so is what they search in.
-- red: gone, changed
-- table ir_filters: id, name, model_id, active, write_date
-- table ir_model: model
-- table ir_model_data: model, res_id, module
select f.id, concat_ws(', ', f.name, f.model_id),
  case when f.active = 'true' and exists (select from ir_model m where m.model = f.model_id) then 'active, its model is there' end, f.write_date
from ir_filters f
where not exists (select from ir_model_data d where d.model = 'ir.filters' and d.res_id = f.id and d.module not in ('__export__', 'studio_customization'))
