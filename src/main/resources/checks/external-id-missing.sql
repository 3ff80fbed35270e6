-- Every standard external id of an installed module is there, unless the customer may delete its record. That a model
-- inherits another is known to be so only where all modules that say it are installed.
select d.module || '.' || d.name, format('the standard record of %s is missing', d.model)
from ref_ir_model_data d join chk_module i on i.name = d.module
where not coalesce(d.noupdate, false)
  and d.name !~ '^\d+_'
  and d.model not in ('ir.module.module', 'ir.module.category')
  and (d.model <> 'ir.model' or exists (select 1 from chk_owned_model o where o.id = d.res_id))
  and (d.model <> 'ir.model.fields' or exists (select 1 from chk_owned_field o where o.id = d.res_id))
  and (d.model <> 'ir.model.fields.selection'
       or exists (select 1 from ref_ir_model_fields_selection s join chk_owned_field o on o.id = s.field_id where s.id = d.res_id))
  and (d.model <> 'ir.model.constraint'
       or exists (select 1 from ref_ir_model_constraint c join chk_owned_model o on o.id = c.model where c.id = d.res_id))
  and (d.model <> 'ir.model.inherit'
       or exists (select 1 from ref_ir_model_inherit h join chk_owned_model o on o.id = h.model_id join chk_owned_model p on p.id = h.parent_id
                  where h.id = d.res_id)
          and not exists (select 1 from ref_ir_model_data o where o.model = d.model and o.res_id = d.res_id
                          and not exists (select 1 from chk_module c where c.name = o.module)))
  and not exists (select 1 from public.ir_model_data x where x.module = d.module and x.name = d.name)
union all
select d.module || '.' || d.name, format('it names a record of %s, not of %s', x.model, d.model)
from ref_ir_model_data d join chk_module i on i.name = d.module
join public.ir_model_data x on x.module = d.module and x.name = d.name
where x.model <> d.model
