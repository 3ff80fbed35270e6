-- translated fields of the customer's own: on a standard model, and on a model of a module that is not of the release
alter table res_country add column x_motto varchar default 'None', add column x_story text;
insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store, required, readonly, translate, selectable)
select v.name, m.model, m.id, v.name, v.kind, 'manual', true, false, false, true, true
from ir_model m, (values ('x_motto', 'char'), ('x_story', 'html')) v (name, kind) where m.model = 'res.country';
insert into res_country (name, code, x_motto, x_story) values ('Own', 'XO', 'Onward', '<p>Once</p><p>upon</p>'), ('None', 'XN', null, null);
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'res.country,x_motto', id, 'fr_FR', 'model', 'Onward', 'En avant', 'translated' from res_country where code = 'XO';
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'res.country,x_story', id, 'fr_FR', 'model_terms', 'Once', 'Il était', 'translated' from res_country where code = 'XO';
create table ours_label (id serial primary key, name varchar(20) not null, note varchar);
insert into ours_label (name, note) values ('Fragile', 'Fragile');
insert into ir_model (model, name, state, transient, "order") values ('ours.label', 'Labels', 'base', false, 'id');
insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store, required, readonly, translate, selectable)
select v.name, m.model, m.id, v.name, 'char', 'base', true, false, false, v.translate, true
from ir_model m, (values ('name', true), ('note', false)) v (name, translate) where m.model = 'ours.label';
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'ours.label,name', id, 'de_DE', 'model', name, 'Zerbrechlich', 'translated' from ours_label
