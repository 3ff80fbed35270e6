-- 15.0 lets a task be of several people, and makes the guests of a project collaborators.
do $$ begin
  if juniper_upgrade.column_exists('project_task', 'user_id') then
    insert into public.project_task_user_rel (task_id, user_id)
    select t.id, t.user_id from public.project_task t
    where t.user_id is not null
      and not exists (select 1 from public.project_task_user_rel r where r.task_id = t.id and r.user_id = t.user_id);
  end if;
end $$;
call juniper_upgrade.fill('project_task', 'display_project_id', 'case when x.parent_id is null then x.project_id end');
call juniper_upgrade.fill('project_project', 'last_update_status', $$'to_define'$$);
call juniper_upgrade.fill('project_project', 'allow_task_dependencies', 'false');
