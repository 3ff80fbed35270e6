-- 16.0 renames the members of channels: they can be guests too.
call juniper_upgrade.rename_model('mail.channel.partner', 'mail.channel.member');
