-- Every company has a partner and a currency.
select 'res_company ' || c.id, 'its partner or its currency is gone' from public.res_company c
where not exists (select 1 from public.res_partner p where p.id = c.partner_id)
   or not exists (select 1 from public.res_currency m where m.id = c.currency_id)
