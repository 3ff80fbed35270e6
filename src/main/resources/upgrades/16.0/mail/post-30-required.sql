-- 16.0 sends portal users their notifications by mail, and lets no activity be without a record.
update public.res_users set notification_type = 'email' where share and notification_type <> 'email';
call juniper_upgrade.delete_rows('mail_activity', 'coalesce(x.res_id, 0) = 0', 'there is nothing that they are about');
