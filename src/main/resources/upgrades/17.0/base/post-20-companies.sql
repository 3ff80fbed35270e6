-- 17.0 makes companies a tree, and tells whether a company has a logo of its own.
call juniper_upgrade.fill_parent_path('res_company', 'parent_id');
call juniper_upgrade.fill('res_company', 'uses_default_logo', $$not exists (
  select 1 from public.ir_attachment a where a.res_model = 'res.partner' and a.res_id = x.partner_id and a.res_field = 'image_1920')$$);
