-- Records without which the server does not start, whatever the customer may delete.
select 'base.' || n.name, 'the record, which the server needs, is missing'
from (values ('user_root', 'res.users'), ('user_admin', 'res.users'), ('public_user', 'res.users'), ('main_company', 'res.company'),
             ('main_partner', 'res.partner'), ('partner_root', 'res.partner'), ('public_partner', 'res.partner'),
             ('group_user', 'res.groups'), ('group_system', 'res.groups'), ('group_portal', 'res.groups'),
             ('group_public', 'res.groups'), ('lang_en', 'res.lang'), ('module_base', 'ir.module.module')) n(name, model)
where not exists (select 1 from public.ir_model_data d where d.module = 'base' and d.name = n.name and d.model = n.model)
