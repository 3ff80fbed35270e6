-- 16.0 makes private channels groups, and opens public ones to everybody by a group that is empty.
update public.mail_channel set channel_type = 'group' where channel_type = 'channel' and public = 'private';
update public.mail_channel set group_public_id = null where channel_type = 'channel' and public = 'public';
call juniper_upgrade.fill('mail_channel', 'channel_type', $$'channel'$$);
call juniper_upgrade.fill('mail_notification', 'author_id', '(select m.author_id from public.mail_message m where m.id = x.mail_message_id)');
