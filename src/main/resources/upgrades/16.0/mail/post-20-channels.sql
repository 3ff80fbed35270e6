-- 16.0 makes private channels groups, and opens public ones to everybody by a group that is empty. Only channels have groups of users.
update public.mail_channel set channel_type = 'group' where channel_type = 'channel' and public = 'private';
call juniper_upgrade.fill('mail_channel', 'channel_type', $$'channel'$$);
update public.mail_channel set group_public_id = null where group_public_id is not null and (channel_type <> 'channel' or public = 'public');
call juniper_upgrade.delete_rows('mail_channel_res_groups_rel',
  $$exists (select 1 from public.mail_channel c where c.id = x.mail_channel_id and c.channel_type <> 'channel')$$,
  'only channels are joined by groups of users');
call juniper_upgrade.fill('mail_notification', 'author_id', '(select m.author_id from public.mail_message m where m.id = x.mail_message_id)');
