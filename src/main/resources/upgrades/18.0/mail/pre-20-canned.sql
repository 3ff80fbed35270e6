-- 18.0 renames shortcuts of messages.
call juniper_upgrade.rename_model('mail.shortcode', 'mail.canned.response');
