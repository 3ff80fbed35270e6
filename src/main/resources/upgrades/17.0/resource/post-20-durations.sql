-- 17.0 stores how much of a day an attendance is.
call juniper_upgrade.fill('resource_calendar_attendance', 'duration_days', $$case
  when x.day_period = 'lunch' then 0
  when x.hour_to - x.hour_from <= (select c.hours_per_day from public.resource_calendar c where c.id = x.calendar_id) * 0.75 then 0.5
  else 1 end$$);
