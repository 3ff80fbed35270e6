-- a partner and a channel follow a partner's card
insert into res_partner (name, active, type, lang) values ('Followed', true, 'contact', 'en_US');
insert into mail_followers (res_model, res_id, partner_id)
select 'res.partner', p.id, 1 from res_partner p where p.name = 'Followed';
insert into mail_followers (res_model, res_id) select 'res.partner', p.id from res_partner p where p.name = 'Followed'
