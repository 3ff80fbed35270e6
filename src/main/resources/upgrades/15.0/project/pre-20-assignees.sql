-- 15.0 lets a task be of several people: who named the one names all of them.
call juniper_upgrade.follow_field('project.task', 'user_id', 'user_ids');
