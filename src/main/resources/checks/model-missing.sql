-- Every model of an installed module is described.
select o.model, 'the model is not in ir_model' from chk_owned_model o
where not exists (select 1 from public.ir_model m where m.model = o.model)
union all
select model, 'the model has no name' from public.ir_model where coalesce(name::text, '') in ('', '{}')
union all
select m.model, 'the model has no table' from public.ir_model m join chk_model c using (model)
where m.state = 'manual' and c.kind is null
