-- 18.0 stores how many hours a week of full time has.
call juniper_upgrade.fill('resource_calendar', 'flexible_hours', 'false');
call juniper_upgrade.fill('resource_calendar', 'full_time_required_hours', $$(
  select sum(a.hour_to - a.hour_from) / case when x.two_weeks_calendar then 2 else 1 end
  from public.resource_calendar_attendance a
  where a.calendar_id = x.id and a.display_type is null and a.day_period <> 'lunch' and a.date_from is null)$$);
