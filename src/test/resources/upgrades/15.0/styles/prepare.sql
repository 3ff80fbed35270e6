-- a website's own colours, and a view of that kind whose file is gone
insert into website (name, company_id, default_lang_id, user_id) select 'Coloured', 1, min(id), 1 from res_lang;
insert into ir_ui_view (name, key, type, priority, mode, active, inherit_id, website_id, arch_db)
select v.name, 'web_editor.' || v.key, 'qweb', 16, 'extension', true, i.id, w.id, '<data><xpath expr="//h1" position="attributes"><attribute name="title">x</attribute></xpath></data>'
from website w, ir_ui_view i, (values ('/website/static/src/scss/options/user_values.custom.web.assets_common.scss', 'a'), ('/website/static/src/scss/options/gone.custom.web.assets_common.scss', 'b')) v (name, key)
where w.name = 'Coloured' and i.key = 'base.contacts_help';
insert into ir_attachment (name, type, url, website_id) select v.name, 'binary', v.name, v.website_id from ir_ui_view v where v.key = 'web_editor.a'
