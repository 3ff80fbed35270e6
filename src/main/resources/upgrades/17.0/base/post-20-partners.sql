-- 17.0 stores a partner's whole name under another name, and knows no private addresses.
call juniper_upgrade.fill_from('res_partner', 'complete_name', 'display_name');
do $$ declare n bigint; begin
  -- who has a login stays
  update public.res_partner p set type = 'contact' from public.res_users u where u.partner_id = p.id and u.active and p.type = 'private';
  update public.res_partner set type = 'other', active = false where type = 'private';
  get diagnostics n = row_count;
  insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
  select from_version || '→' || to_version, 'rows', 'INFO', 'base',
         format('%s private addresses are archived: this version knows none, and everybody would see them', n),
         jsonb_build_object('table', 'res_partner', 'rows', n::text)
  from juniper_upgrade.hop where not done and n > 0;
end $$;
call juniper_upgrade.fill('res_country', 'code', $$upper(left(x.name ->> 'en_US', 2))$$);
