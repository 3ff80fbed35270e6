-- No link of a many2many field between two of the customer's own records is lost.
-- rule: may grow
select l.tbl, juniper_upgrade.count_rows(format('select count(*) from only public.%I x
    where not exists (select 1 from juniper_upgrade.standard_row_now s where s.tbl = %L and s.id = x.%I)
      and not exists (select 1 from juniper_upgrade.standard_row_now s where s.tbl = %L and s.id = x.%I)',
    l.tbl, l.family1, l.column1, l.family2, l.column2))
  + coalesce((select sum(o.rows) from juniper_upgrade.lost_rows o where o.tbl = l.tbl), 0)
from (select distinct on (f.relation_table) f.relation_table as tbl, f.column1, m.family as family1, f.column2, r.family as family2
      from public.ir_model_fields f
      join juniper_upgrade.model_table m using (model)
      join juniper_upgrade.model_table r on r.model = f.relation
      where f.ttype = 'many2many' and f.store
        and (f.state = 'manual' or exists (
          select 1 from juniper_upgrade_theirs.ir_model_fields n where n.relation_table = f.relation_table))
      order by f.relation_table, f.model, f.name) l
join pg_class c on c.oid = to_regclass('public.' || quote_ident(l.tbl)) and c.relkind = 'r' and pg_relation_size(c.oid) > 0
where 2 = (select count(*) from pg_attribute a
           where a.attrelid = c.oid and a.attname in (l.column1, l.column2) and a.atttypid = 'int4'::regtype)
