select name::text from res_country where code = 'XA' and name is distinct from '{"en_US": "Atlantis", "fr_FR": "Atlantide"}'::jsonb
union all
select arch_db::text from ir_ui_view where name = 'Atlantis' and arch_db ->> 'fr_FR' is distinct from
  '<t name="Atlantis"><h1>Notre (seule) île</h1><p title="Notre île"> Coulée ? <b>Jamais \1.</b> </p><p>Costs 5$</p></t>'
