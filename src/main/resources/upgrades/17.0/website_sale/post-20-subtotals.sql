-- 17.0 lets each website choose whether its prices are shown with taxes: as the groups of the database say.
call juniper_upgrade.fill('website', 'show_line_subtotals_tax_selection', $$case when exists (
  select 1 from public.res_groups_implied_rel r
  join public.ir_model_data u on u.model = 'res.groups' and u.module = 'base' and u.name = 'group_user' and u.res_id = r.gid
  join public.ir_model_data g on g.model = 'res.groups' and g.module = 'account' and g.name = 'group_show_line_subtotals_tax_included' and g.res_id = r.hid)
  then 'tax_included' else 'tax_excluded' end$$);
