insert into res_lang (name, code, iso_code, url_code, active, direction, date_format, time_format, week_start, grouping, decimal_point)
values ('French', 'fr_FR', 'fr', 'fr', true, 'ltr', '%d/%m/%Y', '%H:%M:%S', '1', '[]', ',');
insert into res_country (name, code) values ('Atlantis', 'XA');
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'res.country,name', id, 'fr_FR', 'model', 'Atlantis', 'Atlantide', 'translated' from res_country where code = 'XA';
insert into ir_ui_view (name, type, key, priority, mode, active, arch_db)
values ('Atlantis', 'qweb', 'website.atlantis', 16, 'primary', true,
        '<t name="Atlantis"><h1>Our (only) island</h1><p title="Our island"> Sunk? <b>Never.</b> </p><p>Costs 5$</p><p>Price</p><p>Hello&#160;</p></t>');
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'ir.ui.view,arch_db', v.id, 'fr_FR', 'model_terms', t.src, t.value, t.state
from ir_ui_view v, (values ('Our (only) island', 'Notre (seule) île', 'translated'), ('Our island', 'Notre île', 'translated'),
                           ('Sunk? <b>Never.</b>', 'Coulée ? <b>Jamais \1.</b>', 'translated'), ('Costs 5$', 'Vieux', 'to_translate'), ('Price', 'Prix < 100', 'translated'), ('Hello', 'Bonjour', 'translated')) t (src, value, state)
where v.name = 'Atlantis';
-- a view that is too long
insert into ir_ui_view (name, type, key, priority, mode, active, arch_db)
values ('Long', 'qweb', 'website.long', 16, 'primary', true, '<t name="Long"><h1>Our (only) island</h1><p>' || repeat('Long ', 800000) || '</p></t>');
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'ir.ui.view,arch_db', v.id, 'fr_FR', 'model_terms', 'Our (only) island', 'Notre (seule) île', 'translated' from ir_ui_view v where v.name = 'Long';
-- a body of which not every tag is closed
insert into mail_template (name, body_html) values ('Atlantis', '<p>Our (only) island<BR>&copy;<p>Phone</div>');
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'mail.template,body_html', m.id, 'fr_FR', 'model_terms', t.src, t.value, 'translated'
from mail_template m, (values ('Our (only) island<br>&copy;', 'Notre île<br>&copy;'), ('Phone', 'T&eacute;l < 5')) t (src, value)
where m.name = 'Atlantis';
-- a standard view and a standard action
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'ir.ui.view,arch_db', v.id, 'fr_FR', 'model_terms', t.src, t.value, 'translated'
from ir_ui_view v, (values ('Your contacts', 'Les "vôtres" & <autres>'), ('Contacts', 'Contacts & amis'), ('Write to <b>all</b> of them', 'Écrivez à <b>tous</b>'),
                           ('Help', 'Aide')) t (src, value)
where v.key = 'base.contacts_help';
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'ir.actions.act_window,name', id, 'fr_FR', 'model', name, 'Les contacts', 'translated' from ir_act_window where name = 'Contacts'
