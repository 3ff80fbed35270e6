-- Currencies that are in use in production are in use in the test.
-- red: gone, changed
-- table res_currency: id, name, active, write_date
select c.id, c.name, case when c.active = 'true' then 'in use' end, c.write_date from res_currency c
