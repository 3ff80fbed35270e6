-- 15.0 renames parts of activities' kinds, messages and failures.
call juniper_upgrade.rename_field('mail.activity.type', 'default_description', 'default_note');
call juniper_upgrade.rename_field('mail.activity.type', 'default_next_type_id', 'triggered_next_type_id');
call juniper_upgrade.rename_field('mail.message', 'no_auto_thread', 'reply_to_force_new');
call juniper_upgrade.rename_field('mail.mail', 'notification', 'is_notification');
call juniper_upgrade.rename_field('mail.notification', 'mail_id', 'mail_mail_id');
do $$ begin
  if juniper_upgrade.table_exists('mail_notification') then
    update public.mail_notification set failure_type = case failure_type
      when 'SMTP' then 'mail_smtp' when 'RECIPIENT' then 'mail_email_invalid' when 'BOUNCE' then 'mail_smtp' when 'UNKNOWN' then 'unknown' else failure_type end
    where failure_type in ('SMTP', 'RECIPIENT', 'BOUNCE', 'UNKNOWN');
  end if;
end $$;
