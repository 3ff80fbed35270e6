select format('%s is of %s', access_token, partner_id) from website_visitor
where access_token is distinct from coalesce(partner_id::text, '0c1d')
union all
select format('%s visitors', count(*)) from website_visitor having count(*) <> 2
union all
select format('%s: %s', name, domain) from website where name in ('One', 'Two', 'Three') and domain is distinct from case when name = 'Three' then 'https://ours.example' end
