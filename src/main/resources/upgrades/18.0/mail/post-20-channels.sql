-- 18.0 stores when a channel was last of interest, and when a member took it off his list.
call juniper_upgrade.fill('discuss_channel', 'last_interest_dt', $$coalesce(
  (select max(m.last_interest_dt) from public.discuss_channel_member m where m.channel_id = x.id), x.create_date)$$);
do $$ begin
  if juniper_upgrade.column_exists('discuss_channel_member', 'is_pinned') then
    update public.discuss_channel_member set unpin_dt = greatest(last_interest_dt, write_date) where is_pinned is false and unpin_dt is null;
  end if;
end $$;
update public.mail_activity_type set category = 'default' where category = 'reminder';
call juniper_upgrade.fill('mail_activity_plan_template', 'delay_count', '0');
call juniper_upgrade.fill('mail_activity_plan_template', 'delay_from', $$'before_plan_date'$$);
call juniper_upgrade.fill('mail_activity_plan_template', 'delay_unit', $$'days'$$);
call juniper_upgrade.fill('mail_link_preview', 'is_hidden', 'false');
