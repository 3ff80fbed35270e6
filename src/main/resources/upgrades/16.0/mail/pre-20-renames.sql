-- 16.0 renames the field that adds a signature; calls that are under way end with an upgrade.
call juniper_upgrade.rename_field('mail.message', 'add_sign', 'email_add_signature');
do $$ begin
  if juniper_upgrade.table_exists('mail_channel_rtc_session') then
    delete from public.mail_channel_rtc_session;
  end if;
end $$;
