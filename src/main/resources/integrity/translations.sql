-- Translations stay, field by field and language by language (R84).
-- rule: may grow
select m.tbl || '.' || f.name || ', ' || t.lang, t.figure
  + coalesce((select sum(l.rows) from juniper_upgrade.lost_rows l where l.tbl = m.tbl), 0)
from public.ir_model_fields f join juniper_upgrade.model_table m using (model)
join pg_attribute a on a.attrelid = to_regclass('public.' || quote_ident(m.tbl)) and a.attname = f.name and not a.attisdropped
cross join lateral juniper_upgrade.own_translations(m.tbl, m.family, f.name) t
where f.store and coalesce(f.translate::text, 'false') <> 'false'
  and exists (select 1 from public.res_lang l where l.active and l.code <> 'en_US')
  and (f.state = 'manual' or exists (
    select 1 from juniper_upgrade_theirs.ir_model_fields n
    where n.model = f.model and n.name = f.name and n.store and coalesce(n.translate::text, 'false') <> 'false'))
