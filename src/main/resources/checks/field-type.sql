-- A field's column has a type that fits the field.
select f.model || '.' || f.name, format('a field of type %s has a column of type %s', f.ttype, t.typname)
from public.ir_model_fields f join chk_model m on m.model = f.model and m.kind = 'r'
join pg_attribute a on a.attrelid = to_regclass('public.' || quote_ident(m.tbl)) and a.attname = f.name and not a.attisdropped
join pg_type t on t.oid = a.atttypid
where f.store and t.typname <> 'jsonb' and not coalesce(t.typname = any (case f.ttype
    when 'boolean' then array['bool'] when 'integer' then array['int4'] when 'many2one' then array['int4']
    when 'many2one_reference' then array['int4'] when 'float' then array['numeric', 'float8'] when 'monetary' then array['numeric']
    when 'char' then array['varchar', 'text'] when 'text' then array['text', 'varchar'] when 'html' then array['text', 'varchar']
    when 'selection' then array['varchar', 'int4', 'text'] when 'reference' then array['varchar'] when 'date' then array['date']
    when 'datetime' then array['timestamp'] when 'binary' then array['bytea'] when 'serialized' then array['text'] end), true)
