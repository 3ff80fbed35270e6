-- 17.0 renames the models of Discuss.
call juniper_upgrade.rename_model('mail.channel', 'discuss.channel');
call juniper_upgrade.rename_model('mail.channel.member', 'discuss.channel.member');
call juniper_upgrade.rename_model('mail.channel.rtc.session', 'discuss.channel.rtc.session');
call juniper_upgrade.rename_table('mail_channel_res_groups_rel', 'discuss_channel_res_groups_rel');
call juniper_upgrade.rename_column('discuss_channel_res_groups_rel', 'mail_channel_id', 'discuss_channel_id');
