-- Whoever may log in to production may log in to the test.
-- red: gone, changed
-- table res_users: id, login, active, write_date
select u.id, u.login, case when u.active = 'true' then 'active' end, u.write_date from res_users u
