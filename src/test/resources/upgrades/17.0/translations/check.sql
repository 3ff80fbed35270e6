-- R84: the release's text has the translations of the terms that are still there; a translation of another text goes
select 'the standard view' where not exists (select 1 from ir_ui_view where key = 'base.contacts_help' and arch_db - 'en_US' =
  jsonb_build_object('fr_FR', '<t name="Help"><h2 title="L''île &amp; \1">Amis</h2><p>New in 17</p><p>Écrivez à <b>tous</b></p></t>'))
