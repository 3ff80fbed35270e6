-- No row of the customer's is lost from a business table.
-- rule: may grow
select c.relname, juniper_upgrade.own_rows(c.relname)
  + coalesce((select sum(l.rows) from juniper_upgrade.lost_rows l where l.tbl = c.relname), 0)
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'id' and a.atttypid = 'int4'::regtype
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_relation_size(c.oid) > 0
  and (c.relname !~ '^(ir|bus)_' or c.relname in ('ir_attachment', 'ir_filters', 'ir_mail_server', 'ir_sequence'))
