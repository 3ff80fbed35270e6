-- What is wrong with those customizations in 18.0; no row if all is well.
select 'Studio field x_studio_' || i || ' lost values' from generate_series(1, 50) i
where (xpath('/row/n/text()', query_to_xml(format('select count(*) n from res_partner where x_studio_%s is null', i), false, true, '')))[1]::text::int
  > (select count(*) from res_partner where name in ('Second Company') or id > (select max(x_partner_id) from x_parcel))
union all
select 'Studio field is not described: ' || name from (select 'x_studio_' || i as name from generate_series(1, 50) i) x
where not exists (select 1 from ir_model_fields f where f.name = x.name and f.model = 'res.partner' and f.state = 'manual')
union all
select format('%s options of Studio''s selections', count(*)) from ir_model_fields_selection s join ir_model_fields f on f.id = s.field_id
where f.name like 'x\_studio\_%' having count(*) <> 8
union all
select 'Studio''s many2many lost rows' where (select count(*) from x_res_partner_res_country_rel) < 2 * (select count(*) from x_parcel)
union all
select 'Studio''s model lost ' || what from (values
  ('its rows', (select count(*) from x_parcel x join res_partner p on p.id = x.x_partner_id)), ('its rights', (select count(*) from ir_model_access a join ir_model m on m.id = a.model_id where m.model = 'x_parcel')),
  ('its view', (select count(*) from ir_ui_view where model = 'x_parcel' and active)), ('its action', (select count(*) from ir_act_window where res_model = 'x_parcel')),
  ('its menu', (select count(*) from ir_ui_menu u join ir_act_window a on u.action = 'ir.actions.act_window,' || a.id where a.res_model = 'x_parcel'))) x (what, n) where n = 0
union all
select format('view %s is %s', name, case when active then 'active' else 'disabled' end) from ir_ui_view
where name ~ '^(Good|Broken) [0-9]+$' and active <> (name like 'Good%')
union all
select format('%s of 20 views', count(*)) from ir_ui_view where name ~ '^(Good|Broken) [0-9]+$' having count(*) <> 20
union all
select 'the template''s subject is ' || coalesce(max(subject::text), 'gone') from mail_template where subject->>'en_US' = 'Our own words' having count(*) = 0
union all
select 'the group is called ' || (g.name->>'en_US') from res_groups g join ir_model_data d on d.res_id = g.id where d.module = 'base' and d.name = 'group_user' and d.model = 'res.groups'
  and g.name->>'en_US' not in ('Our staff', 'Internal User')
union all
select 'rentals changed' from ours_rental having count(*) <> (select count(*) from x_parcel) or bool_or(changed <> 0)
union all
select 'missing: ' || x from (values ('ours_rental_name'), ('ours_partners'), ('ours_rentals'), ('ours_partner_city')) v (x) where to_regclass(x) is null
union all
select 'the custom trigger is gone' where not exists (select 1 from pg_trigger where tgname = 'ours_count')
union all
select 'a custom key is gone: ' || x from (values ('ours_rental_partner_id_fkey'), ('ours_rental_country_id_fkey'), ('x_parcel_x_partner_id_fkey')) v (x) where not exists (select 1 from pg_constraint where conname = x)
union all
select 'the SQL view shows nothing' where not exists (select 1 from ours_rentals)
union all
select 'the custom module is ' || coalesce(max(state), 'gone') from ir_module_module where name = 'ours_rental' having max(state) is distinct from 'installed'
union all
select format('%s countries lost their translations', count(*)) from res_country where not (jsonb_exists(name, 'fr_FR') and jsonb_exists(name, 'de_DE')) and create_date < now() - interval '1 day' having count(*) > 0
union all
select 'a deleted record came back' where exists (select 1 from ir_model_data where module = 'base' and name = 'res_partner_industry_T')
union all
select format('%s of 200 filters', count(*)) from ir_filters where name like 'Filter %' having count(*) <> 200
union all
select format('%s companies', count(*)) from res_company having count(*) <> 2
union all
select format('%s of 6 broken filters are kept and active', count(*)) from ir_filters where name like 'Broken %' and active having count(*) <> 6
union all
select 'the broken rule is off: it would open what it protects' where not exists (select 1 from ir_rule where name = 'Broken rule' and active)
