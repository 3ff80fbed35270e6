-- 15.0 says what a kind of activity leads to, and for which model it is by the model's name.
do $$ begin
  if juniper_upgrade.column_exists('mail_activity_type', 'force_next') then
    update public.mail_activity_type t set
      chaining_type = case when force_next then 'trigger' else 'suggest' end,
      res_model = (select m.model from public.ir_model m where m.id = t.res_model_id)
    where chaining_type is null;
  end if;
end $$;
call juniper_upgrade.fill('mail_activity_type', 'chaining_type', $$'suggest'$$);
call juniper_upgrade.fill('mail_channel_partner', 'last_interest_dt', 'x.write_date');
