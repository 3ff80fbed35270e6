-- Every value of a field that was made in Studio or by hand is still there.
-- rule: may grow
select m.tbl || '.' || a.attname, juniper_upgrade.count_rows(format('select count(%I) from only public.%I', a.attname, m.tbl))
from public.ir_model_fields f join juniper_upgrade.model_table m using (model)
join pg_attribute a on a.attrelid = to_regclass('public.' || quote_ident(m.tbl)) and a.attname = f.name and not a.attisdropped
where f.state = 'manual' and f.name like 'x\_%' and f.name !~ '^x_plan[0-9]+_id$'
