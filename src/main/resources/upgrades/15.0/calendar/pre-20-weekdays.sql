-- 15.0 writes the days of the week with three letters, and calls the people whose calendars one sees filters.
do $$ declare day text[]; begin
  foreach day slice 1 in array array[['mo','mon'],['tu','tue'],['we','wed'],['th','thu'],['fr','fri'],['sa','sat'],['su','sun']] loop
    call juniper_upgrade.rename_field('calendar.recurrence', day[1], day[2]);
    update public.calendar_recurrence set weekday = upper(day[2]) where weekday = upper(day[1]);
  end loop;
end $$;
call juniper_upgrade.rename_model('calendar.contacts', 'calendar.filters');
