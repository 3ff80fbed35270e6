-- What years of use make of a 15.0 database: Studio, a custom module, edited texts, three languages, two companies.

-- Studio: fields of every type, with values
create temporary table kinds (n int, kind text, sql_type text, value text);
insert into kinds values
  (0, 'char', 'varchar', '''text '' || id'), (1, 'text', 'text', '''long '' || id'), (2, 'html', 'text', '''<p>'' || id || ''</p>'''),
  (3, 'integer', 'int4', 'id * 3'), (4, 'float', 'float8', 'id / 7.0'), (5, 'monetary', 'numeric', 'id * 1.01'),
  (6, 'boolean', 'bool', 'id % 2 = 0'), (7, 'date', 'date', 'date ''2020-01-01'' + id'), (8, 'datetime', 'timestamp', 'timestamp ''2020-01-01'' + id * interval ''1 hour'''),
  (9, 'selection', 'varchar', '(array[''one'', ''two''])[1 + id % 2]'), (10, 'many2one', 'int4', '(select min(c.id) from res_country c)'),
  (11, 'reference', 'varchar', '''res.partner,'' || id');
do $$ declare i int; k record; f int; begin
  for i in 1..50 loop
    select * into k from kinds where n = i % 12;
    execute format('alter table res_partner add column x_studio_%s %s', i, k.sql_type);
    execute format('update res_partner set x_studio_%s = %s', i, k.value);
    insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store, relation, on_delete, required, translate, selectable)
    select 'x_studio_' || i, m.model, m.id, 'Studio ' || i, k.kind, 'manual', true,
           case when k.kind = 'many2one' then 'res.country' end, case when k.kind = 'many2one' then 'set null' end, false, false, true
    from ir_model m where m.model = 'res.partner' returning id into f;
    if k.kind = 'selection' then
      insert into ir_model_fields_selection (field_id, value, name, sequence) values (f, 'one', 'One', 1), (f, 'two', 'Two', 2);
    end if;
  end loop;
end $$;
create table x_res_partner_res_country_rel (res_partner_id int not null references res_partner on delete cascade, res_country_id int not null references res_country on delete cascade, primary key (res_partner_id, res_country_id));
insert into x_res_partner_res_country_rel select p.id, c.id from res_partner p, (select id from res_country order by id limit 2) c;
insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store, relation, relation_table, column1, column2, required, translate, selectable)
select 'x_studio_countries', model, id, 'Countries', 'many2many', 'manual', true, 'res.country', 'x_res_partner_res_country_rel', 'res_partner_id', 'res_country_id', false, false, true
from ir_model where model = 'res.partner';

-- Studio: a model of its own, with rights, a view, an action and a menu
insert into ir_model (model, name, state, transient, "order") values ('x_parcel', 'Parcels', 'manual', false, 'id');
create table x_parcel (id serial primary key, create_uid int, create_date timestamp, write_uid int, write_date timestamp, x_name varchar, x_partner_id int references res_partner on delete set null);
insert into x_parcel (x_name, x_partner_id) select 'Parcel ' || p.id, p.id from res_partner p;
insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store, relation, on_delete, required, translate, selectable)
select f.*, false, false, true from ir_model m cross join lateral (values
  ('id', m.model, m.id, 'ID', 'integer', 'base', true, null, null), ('x_name', m.model, m.id, 'Name', 'char', 'manual', true, null, null),
  ('display_name', m.model, m.id, 'Display Name', 'char', 'base', false, null, null),
  ('create_uid', m.model, m.id, 'Created by', 'many2one', 'base', true, 'res.users', 'set null'), ('create_date', m.model, m.id, 'Created on', 'datetime', 'base', true, null, null),
  ('write_uid', m.model, m.id, 'Last Updated by', 'many2one', 'base', true, 'res.users', 'set null'), ('write_date', m.model, m.id, 'Last Updated on', 'datetime', 'base', true, null, null),
  ('x_partner_id', m.model, m.id, 'Partner', 'many2one', 'manual', true, 'res.partner', 'set null')) f where m.model = 'x_parcel';
insert into ir_model_access (name, model_id, group_id, active, perm_read, perm_write, perm_create, perm_unlink)
select 'x_parcel', m.id, d.res_id, true, true, true, true, true from ir_model m, ir_model_data d where m.model = 'x_parcel' and d.module = 'base' and d.name = 'group_user';
insert into ir_ui_view (name, model, type, priority, mode, active, arch_db) values ('Parcels', 'x_parcel', 'form', 16, 'primary', true, '<form><field name="x_name"/><field name="x_partner_id"/></form>');
insert into ir_act_window (name, type, res_model, view_mode, context, target, binding_type, binding_view_types, "limit")
values ('Parcels', 'ir.actions.act_window', 'x_parcel', 'tree,form', '{}', 'current', 'action', 'list,form', 80);
insert into ir_ui_menu (name, active, sequence, action) select 'Parcels', true, 90, 'ir.actions.act_window,' || id from ir_act_window where name = 'Parcels';

-- inherited views: ten that go on, ten that name what a later version does not have
insert into ir_ui_view (name, model, type, priority, mode, active, inherit_id, arch_db)
select 'Good ' || i, 'res.partner', 'form', 100 + i, 'extension', true, d.res_id,
       format('<data><xpath expr="//field[@name=''vat'']" position="after"><field name="x_studio_%s"/></xpath></data>', i)
from generate_series(1, 10) i, ir_model_data d where d.module = 'base' and d.name = 'view_partner_form';
insert into ir_ui_view (name, model, type, priority, mode, active, inherit_id, arch_db)
select 'Broken ' || i, 'res.partner', 'form', 200 + i, 'extension', true, d.res_id,
       format('<data><xpath expr="//field[@name=''vat'']" position="after"><field name="date" string="Since %s"/></xpath></data>', i)
from generate_series(1, 10) i, ir_model_data d where d.module = 'base' and d.name = 'view_partner_form';

-- edited texts: a template and the names of groups
update mail_template set subject = 'Our own words' where id = (select min(id) from mail_template);
update res_groups g set name = 'Our staff' from ir_model_data d where d.module = 'base' and d.name = 'group_user' and d.res_id = g.id;

-- a custom module: tables, keys into standard tables, SQL views over them, an index, a trigger
insert into ir_module_module (name, shortdesc, state, latest_version, license) values ('ours_rental', 'Rental', 'installed', '15.0.1.0.0', 'LGPL-3');
create table ours_rental (id serial primary key, name varchar not null, partner_id int not null references res_partner on delete restrict, country_id int references res_country, changed int default 0);
insert into ours_rental (name, partner_id, country_id) select 'Rental ' || p.id, p.id, p.country_id from res_partner p;
create index ours_rental_name on ours_rental (lower(name));
create view ours_partners as select p.id, p.name, p.email, c.code from res_partner p left join res_country c on c.id = p.country_id;
create view ours_rentals as select r.id, p.name as partner from ours_rental r join ours_partners p on p.id = r.partner_id;
create function ours_count() returns trigger language plpgsql as 'begin new.changed := coalesce(old.changed, 0) + 1; return new; end';
create trigger ours_count before update on ours_rental for each row execute function ours_count();
create index ours_partner_city on res_partner (lower(city));

-- three languages
update res_lang set active = true where code in ('fr_FR', 'de_DE');
insert into ir_translation (name, res_id, lang, type, src, value, state, module)
select 'res.country,name', c.id, l.code, 'model', c.name, c.name || ' ' || l.code, 'translated', 'base'
from res_country c, res_lang l where l.code in ('fr_FR', 'de_DE') on conflict do nothing;

-- standard records that must stay away: updates do not touch them
delete from res_partner_industry i using ir_model_data d where d.module = 'base' and d.name = 'res_partner_industry_T' and d.res_id = i.id;
delete from ir_model_data where module = 'base' and name = 'res_partner_industry_T';

-- saved filters, and a second company
insert into ir_filters (name, model_id, domain, context, sort, active, user_id, create_uid, write_uid, create_date, write_date)
select 'Filter ' || i, 'res.partner', format('[["x_studio_1", "ilike", "%s"]]', i), '{}', '[]', true, case when i % 2 = 0 then 2 end, 2, 2, now(), now() from generate_series(1, 200) i;
insert into res_partner (name, active, type, is_company, lang, display_name) values ('Second Company', true, 'contact', true, 'en_US', 'Second Company');
update res_partner set commercial_partner_id = id where name = 'Second Company';
insert into res_company (name, partner_id, currency_id, sequence, layout_background, font)
select 'Second Company', p.id, c.currency_id, 20, 'Blank', 'Lato' from res_partner p, res_company c where p.name = 'Second Company' and c.id = 1;
insert into res_company_users_rel (cid, user_id) select c.id, 2 from res_company c where c.name = 'Second Company';

-- texts that name what is not there, or cannot be read: each is kept and reported
insert into ir_filters (name, model_id, domain, context, sort, active) values
 ('Broken filter', 'res.partner', '[("gone", "=", 1)]', '{}', '[]', true),
 ('Broken brackets', 'res.partner', '[("name", "=", 1]', '{}', '[]', true),
 ('Broken condition', 'res.partner', '[("name" "=" 1)]', '{}', '[]', true),
 ('Broken groups', 'res.partner', '[]', '{''group_by'': [''country_id.gone'']}', '[]', true),
 ('Broken option', 'res.partner', '[("type", "=", "private"), ("type", "in", ["private", "other"])]', '{}', '[]', true),
 ('Broken order', 'res.partner', '[]', '{}', '["country_id.gone desc"]', true);
insert into ir_act_window (name, type, res_model, view_mode, domain, context, target, binding_type, binding_view_types, "limit")
values ('Broken action', 'ir.actions.act_window', 'res.partner', 'tree,form', '[(''country_id.gone'', ''='', 1)]', '{}', 'current', 'action', 'list,form', 80);
insert into ir_rule (name, model_id, domain_force, active, perm_read, perm_write, perm_create, perm_unlink, global)
select 'Broken rule', id, '[(''gone'', ''='', user.id)]', true, true, true, true, true, true from ir_model where model = 'res.partner';
insert into ir_act_server (name, type, usage, state, model_id, model_name, code, binding_type, binding_view_types)
select 'Broken code', 'ir.actions.server', 'ir_actions_server', 'code', id, model,
       E'# record.unknown\nfor r in records.mapped(''country_id.gone''):\n    env[''old.model''].search([(''a'', ''='', 1)])\nenv.ref(''base.gone'')', 'action', 'list,form'
from ir_model where model = 'res.partner';
insert into mail_template (name, model, model_id, subject, body_html)
select 'Broken template', model, id, 'Hello', '<p>${object.country_id.gone}</p>' from ir_model where model = 'res.partner';
insert into ir_exports (name, resource) values ('Broken export', 'res.partner');
insert into ir_exports_line (name, export_id, create_uid, create_date, write_uid, write_date)
select n, id, 1, now(), 1, now() from ir_exports, unnest(array['name', 'country_id/code', 'country_id/gone']) n where name = 'Broken export'
