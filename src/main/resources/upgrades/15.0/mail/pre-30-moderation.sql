-- 15.0 has no moderation of channels: what waits is shown, what was not for anybody goes.
delete from public.mail_channel_partner where channel_id is null or partner_id is null;
