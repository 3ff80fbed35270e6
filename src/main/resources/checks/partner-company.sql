-- Every partner knows the company it belongs to commercially.
select 'res_partner ' || p.id, 'commercial_partner_id is empty' from public.res_partner p where p.commercial_partner_id is null
