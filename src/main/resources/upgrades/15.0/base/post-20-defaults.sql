-- 15.0 requires what was optional before.
call juniper_upgrade.fill('ir_mail_server', 'smtp_authentication', $$'login'$$);
call juniper_upgrade.fill('res_company', 'terms_type', $$'plain'$$);
call juniper_upgrade.fill('res_company', 'mobile', '(select p.mobile from public.res_partner p where p.id = x.partner_id)');
