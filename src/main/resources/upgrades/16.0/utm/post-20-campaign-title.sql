-- 16.0 tells the title of a campaign from its unique name.
call juniper_upgrade.fill('utm_campaign', 'title', 'jsonb_build_object(''en_US'', x.name)');
