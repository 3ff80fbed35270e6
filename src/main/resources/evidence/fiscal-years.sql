-- The fiscal year ends when it ends in production.
-- red: gone, changed
-- table res_company: id, name, fiscalyear_last_day, fiscalyear_last_month, write_date
select c.id, c.name, format('day %s of month %s', c.fiscalyear_last_day, c.fiscalyear_last_month), c.write_date from res_company c
