-- 17.0 has one start and one end of an order (post-20-dates.sql).
call juniper_upgrade.follow_field('mrp.production', 'date_planned_start', 'date_start');
call juniper_upgrade.follow_field('mrp.production', 'date_planned_finished', 'date_finished');
call juniper_upgrade.follow_field('mrp.workorder', 'date_planned_start', 'date_start');
call juniper_upgrade.follow_field('mrp.workorder', 'date_planned_finished', 'date_finished');
