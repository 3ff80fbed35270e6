-- 15.0 renames how replies to a mailing are handled, and the share of a test.
update public.mailing_mailing set reply_to_mode = case reply_to_mode when 'email' then 'new' when 'thread' then 'update' else reply_to_mode end;
call juniper_upgrade.rename_field('mailing.mailing', 'contact_ab_pc', 'ab_testing_pc');
call juniper_upgrade.rename_field('mailing.mailing', 'unique_ab_testing', 'ab_testing_enabled');
call juniper_upgrade.rename_field('mailing.trace', 'sent', 'sent_datetime');
call juniper_upgrade.rename_field('mailing.trace', 'opened', 'open_datetime');
call juniper_upgrade.rename_field('mailing.trace', 'replied', 'reply_datetime');
call juniper_upgrade.rename_field('mailing.trace', 'clicked', 'links_click_datetime');
update public.mailing_trace set failure_type = case failure_type
  when 'SMTP' then 'mail_smtp' when 'RECIPIENT' then 'mail_email_invalid' when 'BOUNCE' then 'mail_smtp' when 'UNKNOWN' then 'unknown' else failure_type end
where failure_type in ('SMTP', 'RECIPIENT', 'BOUNCE', 'UNKNOWN');
call juniper_upgrade.delete_rows('mailing_trace', 'model is null or res_id is null', 'they trace no record');
