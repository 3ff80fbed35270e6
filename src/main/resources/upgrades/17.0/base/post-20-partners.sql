-- 17.0 stores a partner's whole name under another name, and knows no private addresses.
call juniper_upgrade.fill_from('res_partner', 'complete_name', 'display_name');
update public.res_partner set type = 'other', active = false where type = 'private';
call juniper_upgrade.fill('res_country', 'code', $$upper(left(x.name ->> 'en_US', 2))$$);
