-- Server actions of your own are there, and in the menus in which they are in production.
-- red: gone, changed
-- table ir_act_server: id, name, usage, model_name, binding_model_id, write_date
-- table ir_model: id
-- table ir_model_data: model, res_id, module
select a.id, concat_ws(', ', a.name, a.model_name),
  case when exists (select from ir_model m where m.id = a.binding_model_id) then 'in the action menu' end, a.write_date
from ir_act_server a
where a.usage = 'ir_actions_server'
  and not exists (select from ir_model_data d where d.model = 'ir.actions.server' and d.res_id = a.id and d.module not in ('__export__', 'studio_customization'))
