-- 15.0 has no moderation of channels: what waits is shown, what was not for anybody goes.
call juniper_upgrade.delete_rows('mail_channel_partner', 'channel_id is null or partner_id is null', 'they join nobody to a channel, or somebody to none');
