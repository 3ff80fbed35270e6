-- Mail templates of your own are there, and so is what they are for.
-- red: gone, changed
-- table mail_template: id, name, model, write_date
-- table ir_model: model
-- table ir_model_data: model, res_id, module
select t.id, concat_ws(', ', t.name, t.model), case when exists (select from ir_model m where m.model = t.model) then 'its model is there' end, t.write_date
from mail_template t
where not exists (select from ir_model_data d where d.model = 'mail.template' and d.res_id = t.id and d.module not in ('__export__', 'studio_customization'))
