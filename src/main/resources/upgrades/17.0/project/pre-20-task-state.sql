-- 17.0 has one state of a task (post-20-task-state.sql).
call juniper_upgrade.follow_field('project.task', 'kanban_state', 'state');
call juniper_upgrade.follow_option('project.task', 'state', 'normal', '01_in_progress');
call juniper_upgrade.follow_option('project.task', 'state', 'done', '03_approved');
call juniper_upgrade.follow_option('project.task', 'state', 'blocked', '02_changes_requested');
