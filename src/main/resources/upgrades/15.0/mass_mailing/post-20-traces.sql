-- 15.0 has one state of a trace, in place of a date for each.
update public.mailing_trace set trace_status = case
  when bounced is not null then 'bounce' when exception is not null then 'error' when ignored is not null then 'cancel'
  when reply_datetime is not null then 'reply' when open_datetime is not null then 'open' when sent_datetime is not null then 'sent'
  else 'outgoing' end
where trace_status is null;
call juniper_upgrade.fill('mailing_mailing', 'schedule_type', $$case when x.schedule_date is not null then 'scheduled' else 'now' end$$);
call juniper_upgrade.fill('mailing_mailing', 'ab_testing_enabled', 'false');
