-- 18.0 lets people choose how private their events are.
call juniper_upgrade.fill('res_users_settings', 'calendar_default_privacy', $$'public'$$);
