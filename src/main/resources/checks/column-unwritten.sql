-- A column that must have a value, and has no default, belongs to a field; else nobody could insert a row.
select c.relname || '.' || a.attname, 'it must not be null, but no field fills it'
from chk_model m join pg_class c on c.oid = to_regclass('public.' || quote_ident(m.tbl)) and m.kind = 'r'
join public.ir_model i on i.model = m.model
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef
where not exists (select 1 from public.ir_model_fields f join chk_model o on o.model = f.model
                  where o.tbl = m.tbl and f.name = a.attname and f.store)
