-- Mail templates are of models that exist.
-- needs: mail_template.model_id, mail_template.model
select 'mail_template ' || t.id, format('its model is %s, by its id %s', coalesce(t.model, 'empty'), coalesce(m.model, 'gone'))
from public.mail_template t left join public.ir_model m on m.id = t.model_id
where t.model_id is not null and t.model is distinct from m.model
