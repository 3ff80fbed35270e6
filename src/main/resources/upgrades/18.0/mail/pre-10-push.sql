-- 18.0 renames the models of push notifications.
call juniper_upgrade.rename_model('mail.notification.web.push', 'mail.push');
call juniper_upgrade.rename_model('mail.partner.device', 'mail.push.device');
