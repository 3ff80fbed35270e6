-- Nobody loses the login, and nobody gets one.
select case when u.active then 'active' else 'inactive' end || case when u.share then ', from outside' else '' end, count(*)
from public.res_users u
where not exists (select 1 from juniper_upgrade.standard_row_now s where s.tbl = 'res_users' and s.id = u.id)
group by 1
