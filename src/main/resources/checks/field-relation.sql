-- Every stored many2many field has its table with both columns.
select f.model || '.' || f.name, format('its table %s has no column %s', f.relation_table, c.name)
from public.ir_model_fields f join chk_model m on m.model = f.model and m.kind = 'r', unnest(array[f.column1, f.column2]) c(name)
where f.ttype = 'many2many' and f.store and f.relation_table is not null and c.name is not null
  and not exists (select 1 from pg_attribute a
                  where a.attrelid = to_regclass('public.' || quote_ident(f.relation_table)) and a.attname = c.name and not a.attisdropped)
