-- 16.0 takes the time at which a mail is sent as a date and time. It was compared as a text: one that is no time and comes
-- after the present one was never sent, and is not sent now.
create or replace function pg_temp.is_time(t text) returns boolean language plpgsql as $$
begin
  return t ~ '^\s*\d' and t::timestamp < '9999-12-31';
exception when data_exception then
  return false;
end $$;
do $$ begin
  if (select data_type from information_schema.columns
      where table_schema = 'public' and table_name = 'mail_mail' and column_name = 'scheduled_date') = 'character varying' then
    update public.mail_mail set scheduled_date = null,
      state = case when state = 'outgoing' and scheduled_date > to_char(now() at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS') then 'cancel' else state end
    where scheduled_date is not null and not pg_temp.is_time(scheduled_date);
  end if;
end $$;
