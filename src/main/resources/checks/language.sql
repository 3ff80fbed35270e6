-- English is installed and active, and users have languages that are.
select 'res_lang en_US', 'it is missing or not active'
where not exists (select 1 from public.res_lang where code = 'en_US' and active)
union all
select 'res_partner ' || p.id, format('the language %s is not active', p.lang) from public.res_partner p
where p.lang <> '' and not exists (select 1 from public.res_lang l where l.code = p.lang and l.active)
