-- 15.0 names the table of notifications after their model.
call juniper_upgrade.rename_table('mail_message_res_partner_needaction_rel', 'mail_notification');
