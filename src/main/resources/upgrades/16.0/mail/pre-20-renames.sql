-- 16.0 renames the field that adds a signature; calls that are under way end with an upgrade.
call juniper_upgrade.rename_field('mail.message', 'add_sign', 'email_add_signature');
call juniper_upgrade.delete_rows('mail_channel_rtc_session', 'true', 'calls that were under way have ended');
