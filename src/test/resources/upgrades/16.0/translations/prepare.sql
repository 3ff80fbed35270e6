insert into res_lang (name, code, iso_code, url_code, active, direction, date_format, time_format, week_start, grouping, decimal_point)
values ('French', 'fr_FR', 'fr', 'fr', true, 'ltr', '%d/%m/%Y', '%H:%M:%S', '1', '[]', ',');
insert into res_country (name, code) values ('Atlantis', 'XA');
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'res.country,name', id, 'fr_FR', 'model', 'Atlantis', 'Atlantide', 'translated' from res_country where code = 'XA'
