select name::text from res_country where code = 'XA' and name is distinct from '{"en_US": "Atlantis", "fr_FR": "Atlantide"}'::jsonb
union all
select arch_db::text from ir_ui_view where name = 'Atlantis' and arch_db ->> 'fr_FR' is distinct from
  '<t name="Atlantis"><h1>Notre (seule) île</h1><p title="Notre île"> Coulée ? <b>Jamais \1.</b> </p><p>Costs 5$</p><p>Price</p><p>Bonjour&#160;</p></t>'
union all
select 'the long view' where not exists (select 1 from ir_ui_view where name = 'Long' and arch_db - 'en_US' = '{}')
union all
select 'the body' where not exists (select 1 from mail_template where body_html ->> 'fr_FR' = '<p>Notre île<br>&copy;<p>T&eacute;l < 5</div>')
-- R84: the release's text has the translations of the terms that were there, new ones are English
union all
select 'the standard view' where not exists (select 1 from ir_ui_view where key = 'base.contacts_help' and arch_db ->> 'fr_FR' =
  '<t name="Help"><div><h1 title="Les &quot;vôtres&quot; &amp; &lt;autres>">Contacts &amp; amis</h1></div><p>Écrivez à <b>tous</b></p><p>New in 16</p></t>')
union all
select 'the standard action' where not exists (select 1 from ir_act_window where name = '{"en_US": "Contacts", "fr_FR": "Les contacts"}')
