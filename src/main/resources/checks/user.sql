-- Every user has a partner, a company among their own, and what their groups imply.
select 'res_users ' || u.id, 'the company is not among the allowed ones' from public.res_users u
where not exists (select 1 from public.res_company_users_rel r where r.user_id = u.id and r.cid = u.company_id)
union all
select 'res_users ' || u.id, 'the partner is gone' from public.res_users u
where not exists (select 1 from public.res_partner p where p.id = u.partner_id)
union all
select distinct on (r.uid, i.hid) 'res_users ' || r.uid, format('group %s implies group %s, which the user is not in', i.gid, i.hid)
from public.res_groups_users_rel r join public.res_groups_implied_rel i on i.gid = r.gid
where not exists (select 1 from public.res_groups_users_rel o where o.uid = r.uid and o.gid = i.hid)
