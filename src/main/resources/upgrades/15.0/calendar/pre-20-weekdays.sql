-- 15.0 writes the days of the week with three letters, and calls the people whose calendars one sees filters.
do $$ declare names text[]; begin
  foreach names slice 1 in array array[['mo','mon'],['tu','tue'],['we','wed'],['th','thu'],['fr','fri'],['sa','sat'],['su','sun']] loop
    call juniper_upgrade.rename_field('calendar.recurrence', names[1], names[2]);
    update public.calendar_recurrence set weekday = upper(names[2]) where weekday = upper(names[1]);
  end loop;
end $$;
call juniper_upgrade.rename_model('calendar.contacts', 'calendar.filters');
