-- R2: templates are written in the new language, translations too; what has no counterpart stays
select 'the template ' || name || ': ' || concat_ws(' / ', subject, email_to, lang, body_html) from mail_template
where id = 4711 and (subject, email_to, lang, body_html) is distinct from ('Hello {{ object.name }}', '{{ object.email }}', '{{ object.lang }}',
 E'<p>\n<t t-if="object.email">\nDear <t t-out="object.name"></t>, <a t-attf-href="/x?id={{ object.id }}">look</a>\n</t>\n</p>')
or id = 4712 and (subject, body_html) is distinct from ('50 % off', E'<p>\n% macro x()\n% endmacro\n</p>')
union all
select 'the translation of ' || name || ': ' || value from ir_translation where res_id = 4711
and (src, value) not in (('Hello {{ object.name }}', 'Bonjour {{ object.name }}'), ('<p><t t-out="object.name"></t></p>', '<p>Cher <t t-out="object.name"></t></p>'))
