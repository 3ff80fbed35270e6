-- two languages: the labels of all standard views, and what stands in paragraphs of mails, are translated
update res_lang set active = true where code in ('fr_FR', 'de_DE');
create table ours_terms as
select distinct v.id as view_id, l.code as lang, m[2] as term from ir_ui_view v cross join (values ('fr_FR'), ('de_DE')) l (code)
cross join lateral regexp_matches(v.arch_db, '\m(string|title|placeholder)="([^"&<\\%_\s](?:[^"&<\\%_]*[^"&<\\%_\s])?)"', 'g') m;
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'ir.ui.view,arch_db', view_id, lang, 'model_terms', term, lang || ' ' || term, 'translated' from ours_terms;
insert into ir_translation (name, res_id, lang, type, src, value, state)
select distinct 'mail.template,body_html', t.id, l.code, 'model_terms', m[1], l.code || ' ' || m[1], 'translated'
from mail_template t cross join (values ('fr_FR'), ('de_DE')) l (code)
cross join lateral regexp_matches(t.body_html, '<p>\s*([A-Z][A-Za-z ,.]+[a-z.])\s*</p>', 'g') m;
-- some of the standard views are edited
update ir_ui_view set arch_db = regexp_replace(arch_db, 'string="([A-Z][a-z]+)"', 'string="\1 edited"') where id % 40 = 0;
