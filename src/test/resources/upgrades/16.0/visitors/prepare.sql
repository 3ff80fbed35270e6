-- a visitor who is known, one who is not, and websites without a domain
insert into website (name, company_id, default_lang_id, user_id, domain) select v.name, 1, min(l.id), 1, v.domain
from res_lang l, (values ('One', ''), ('Two', ''), ('Three', 'https://ours.example')) v (name, domain) group by v.name, v.domain;
insert into website_visitor (access_token, partner_id, website_id, active)
select v.token, v.partner, w.id, true from website w, (values ('0a1b', 1), ('0c1d', null)) v (token, partner) where w.name = 'One'
