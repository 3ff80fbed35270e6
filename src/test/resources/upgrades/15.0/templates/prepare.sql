insert into mail_template (id, name, model, subject, email_to, lang, body_html) values
(4711, 'Own template', 'res.partner', 'Hello ${object.name}', '${object.email | safe}', '${object.lang}',
 E'<p>\n% if object.email:\nDear ${object.name}, <a href="/x?id=${object.id}">look</a>\n% endif\n</p>'),
(4712, 'Own macro', 'res.partner', '50 % off', null, null, E'<p>\n% macro x()\n% endmacro\n</p>');
insert into ir_translation (name, res_id, lang, type, src, value, state) values
('mail.template,subject', 4711, 'fr_FR', 'model', 'Hello ${object.name}', 'Bonjour ${object.name}', 'translated'),
('mail.template,body_html', 4711, 'fr_FR', 'model', '<p>${object.name}</p>', '<p>Cher ${object.name}</p>', 'translated')
