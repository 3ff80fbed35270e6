-- a language that is switched off for a while
insert into res_lang (name, code, iso_code, url_code, active, direction, date_format, time_format, week_start, grouping, decimal_point)
values ('French', 'fr_FR', 'fr', 'fr', false, 'ltr', '%d/%m/%Y', '%H:%M:%S', '1', '[]', ',');
update ir_ui_view set arch_db = arch_db || jsonb_build_object('fr_FR', '<t name="Help"><h2 title="L''île &amp; \1">Amis</h2><p>Nouveau</p><p>Écrivez à <b>tous</b></p></t>',
  'de_DE', '<t name="Help"><p>Von früher</p></t>', 'es_ES', '<t name="Help"><p>', 'nl_NL', null)
where key = 'base.contacts_help'
