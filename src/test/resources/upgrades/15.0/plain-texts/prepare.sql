-- texts of fields that are HTML in 15.0: of several lines, with signs of HTML, HTML already, empty, of a website's code, translated
insert into res_partner (name, active, type, lang, comment) values
  ('Plain 1', true, 'contact', 'en_US', E'\nCall <Bob> & co,\r\nif a < 5\n\nor <boss@ours.example> '),
  ('Plain 2', true, 'contact', 'en_US', '<p>Two<br>lines</p>'), ('Plain 3', true, 'contact', 'en_US', ' '), ('Plain 4', true, 'contact', 'en_US', null);
insert into account_payment_term (name, active, sequence, note) values
  ('Plain', true, 10, E'Pay\nin 5 days'), ('Not plain', true, 10, '<p>Pay</p>');
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'account.payment.term,note', id, 'fr_FR', 'model', note, E'Payez\nd''ici 5 jours & merci', 'translated' from account_payment_term where name = 'Plain';
insert into ir_translation (name, res_id, lang, type, src, value, state)
select 'account.payment.term,note', id, 'fr_FR', 'model', 'Pay', 'Payez', 'translated' from account_payment_term where name = 'Not plain';
insert into website (name, company_id, default_lang_id, user_id, robots_txt) select 'Ours', 1, min(id), 1, E'User-agent: *\nDisallow: /ours' from res_lang
