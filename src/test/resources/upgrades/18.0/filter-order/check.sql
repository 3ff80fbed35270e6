select f.name || ' is ' || f.sort from ir_filters f join (values
  ('In JSON', '["name desc"]'), ('In Python', '["name desc", "id"]'), ('In words', '["name desc", "id"]'), ('In no way', '["[\"name"]'), ('Empty', '[]')) v (name, sort)
  using (name) where f.sort <> v.sort
union all
select 'the rule is not built' where not exists (select 1 from pg_constraint where conname = 'ir_filters_check_sort_json')
union all
select count(*) || ' of 5 filters' from ir_filters where name in ('In JSON', 'In Python', 'In words', 'In no way', 'Empty') having count(*) <> 5
