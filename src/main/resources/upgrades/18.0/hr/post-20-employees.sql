-- 18.0 requires what was optional before.
call juniper_upgrade.fill('hr_employee', 'distance_home_work_unit', $$'kilometers'$$);
call juniper_upgrade.fill('hr_employee', 'marital', $$'single'$$);
call juniper_upgrade.fill('hr_employee', 'is_flexible', 'false');
call juniper_upgrade.fill('hr_employee', 'is_fully_flexible', 'x.resource_calendar_id is null');
