-- 18.0 stores with a task who its customer is.
call juniper_upgrade.fill('project_task', 'partner_name', '(select p.name from public.res_partner p where p.id = x.partner_id)');
call juniper_upgrade.fill('project_task', 'partner_company_name', '(select p.company_name from public.res_partner p where p.id = x.partner_id)');
call juniper_upgrade.fill('project_task', 'partner_phone', '(select coalesce(p.phone, p.mobile) from public.res_partner p where p.id = x.partner_id)');
