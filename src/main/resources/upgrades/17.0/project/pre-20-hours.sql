-- 17.0 calls the hours planned for a task allocated.
call juniper_upgrade.rename_field('project.task', 'planned_hours', 'allocated_hours');
call juniper_upgrade.rename_field('project.task.type', 'auto_validation_kanban_state', 'auto_validation_state');
