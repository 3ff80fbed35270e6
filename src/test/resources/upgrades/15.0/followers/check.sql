-- the partner still does, the channel does not
select format('%s followers', count(*)) from mail_followers f join res_partner p on p.id = f.res_id
where f.res_model = 'res.partner' and p.name = 'Followed' having count(*) <> 1 or bool_or(f.partner_id is null)
