-- 16.0 renames a kind of server action: sending an e-mail is one way of posting.
do $$ begin
  if juniper_upgrade.column_exists('ir_act_server', 'mail_post_method') then
    update public.ir_act_server set state = 'mail_post', mail_post_method = 'email' where state = 'email';
  end if;
  if juniper_upgrade.column_exists('ir_act_server', 'sms_mass_keep_log') then
    update public.ir_act_server set sms_method = case when sms_mass_keep_log then 'note' else 'sms' end
    where state = 'sms' and sms_method is null;
  end if;
end $$;
