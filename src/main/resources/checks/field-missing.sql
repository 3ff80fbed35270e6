-- Every field of an installed module is described as the release describes it.
select o.model || '.' || o.name, 'the field is not in ir_model_fields' from chk_owned_field o
where not exists (select 1 from public.ir_model_fields f where f.model = o.model and f.name = o.name)
union all
select o.model || '.' || o.name,
       format('it is %s %s, not %s %s', f.ttype, f.relation, o.ttype, o.relation)
from chk_owned_field o join public.ir_model_fields f on f.model = o.model and f.name = o.name
where f.state = 'base' and (f.ttype <> o.ttype or f.relation is distinct from o.relation)
union all
select f.model || '.' || f.name, format('its model is described in row %s of ir_model, which is %s', f.model_id, coalesce(m.model, 'not there'))
from public.ir_model_fields f left join public.ir_model m on m.id = f.model_id
where m.model is distinct from f.model
union all
select f.model || '.' || f.name, format('it leads to the model %s, which does not exist', f.relation)
from public.ir_model_fields f
where f.relation <> '' and not exists (select 1 from public.ir_model m where m.model = f.relation)
  and not exists (select 1 from chk_owned_field o where o.model = f.model and o.name = f.name and o.relation = f.relation)
