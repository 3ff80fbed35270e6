-- Automated actions are there; in every test they are switched off.
-- red: gone
-- table base_automation: id, write_date
select a.id, 'automated action ' || a.id, null::text, a.write_date from base_automation a
