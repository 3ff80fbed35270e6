insert into res_lang (name, code, iso_code, url_code, active, direction, date_format, time_format, week_start, grouping, decimal_point)
values ('French', 'fr_FR', 'fr', 'fr', true, 'ltr', '%d/%m/%Y', '%H:%M:%S', '1', '[]', ',');
insert into res_country (name, code) values ('Atlantis', 'XA');
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'res.country,name', id, 'fr_FR', 'model', 'Atlantis', 'Atlantide', 'translated' from res_country where code = 'XA';
insert into ir_ui_view (name, type, key, priority, mode, active, arch_db)
values ('Atlantis', 'qweb', 'website.atlantis', 16, 'primary', true,
        '<t name="Atlantis"><h1>Our (only) island</h1><p title="Our island"> Sunk? <b>Never.</b> </p><p>Costs 5$</p></t>');
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'ir.ui.view,arch_db', v.id, 'fr_FR', 'model_terms', t.src, t.value, t.state
from ir_ui_view v, (values ('Our (only) island', 'Notre (seule) île', 'translated'), ('Our island', 'Notre île', 'translated'),
                           ('Sunk? <b>Never.</b>', 'Coulée ? <b>Jamais \1.</b>', 'translated'), ('Costs 5$', 'Vieux', 'to_translate')) t (src, value, state)
where v.name = 'Atlantis';
-- a standard view and a standard action
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'ir.ui.view,arch_db', v.id, 'fr_FR', 'model_terms', t.src, t.value, 'translated'
from ir_ui_view v, (values ('Your contacts', 'Les "vôtres" & <autres>'), ('Contacts', 'Contacts & amis'), ('Write to <b>all</b> of them', 'Écrivez à <b>tous</b>'),
                           ('Help', 'Aide')) t (src, value)
where v.key = 'base.contacts_help';
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'ir.actions.act_window,name', id, 'fr_FR', 'model', name, 'Les contacts', 'translated' from ir_act_window where name = 'Contacts'
