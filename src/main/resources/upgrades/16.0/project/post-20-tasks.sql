-- 16.0 stores of a task whether it is closed or blocked, and its topmost parent.
call juniper_upgrade.fill('project_project', 'last_update_status', $$'to_define'$$);
call juniper_upgrade.fill('project_project', 'allow_milestones', 'false');
call juniper_upgrade.fill('project_task', 'is_closed', '(select coalesce(s.fold, false) from public.project_task_type s where s.id = x.stage_id)');
call juniper_upgrade.fill('project_task', 'is_closed', 'false');
call juniper_upgrade.fill('project_task', 'is_blocked', $$exists (
  select 1 from public.task_dependencies_rel d join public.project_task b on b.id = d.depends_on_id
  where d.task_id = x.id and not coalesce(b.is_closed, false))$$);
with recursive tree (id, root) as (
  select id, id from public.project_task where parent_id is null
  union all select c.id, tree.root from public.project_task c join tree on c.parent_id = tree.id)
update public.project_task t set ancestor_id = tree.root from tree
where tree.id = t.id and tree.root <> t.id and t.ancestor_id is null;
