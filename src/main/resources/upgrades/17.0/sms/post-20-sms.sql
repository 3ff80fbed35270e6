-- 17.0 keeps only the number of a notification's text message, and gives each one a key.
call juniper_upgrade.fill_from('mail_notification', 'sms_id_int', 'sms_id');
call juniper_upgrade.fill('sms_sms', 'uuid', $$replace(gen_random_uuid()::text, '-', '')$$);
call juniper_upgrade.fill('sms_sms', 'to_delete', 'false');
