-- Every stored field of a model with a table has its column.
select f.model || '.' || f.name, format('its column %s.%s is missing', m.tbl, f.name)
from public.ir_model_fields f join chk_model m on m.model = f.model and m.kind is not null
where f.store and f.ttype not in ('one2many', 'many2many')
  and not exists (select 1 from pg_attribute a
                  where a.attrelid = to_regclass('public.' || quote_ident(m.tbl)) and a.attname = f.name and not a.attisdropped)
  and f.ttype <> 'binary'
  and not (m.kind = 'v' and exists (select 1 from ref_view v where v.name = m.tbl and v.definition !~ ('\m' || f.name || '\M')))
  and not (f.state = 'base' and exists (select 1 from ref_ir_model_fields r where r.model = f.model and r.name = f.name)
           and not exists (select 1 from chk_owned_field o where o.model = f.model and o.name = f.name))
