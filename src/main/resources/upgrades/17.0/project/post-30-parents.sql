-- 17.0 has subtasks in projects only, and repeats none.
do $$ declare n bigint; begin
  with recursive up (id, parent_id) as (
    select id, parent_id from public.project_task where project_id is null and parent_id is not null
    union select up.id, p.parent_id from up join public.project_task p on p.id = up.parent_id where p.project_id is null and p.parent_id is not null)
  update public.project_task t set project_id = p.project_id, display_in_project = false
  from up join public.project_task p on p.id = up.parent_id
  where up.id = t.id and p.project_id is not null;
  update public.project_task set parent_id = null where project_id is null and parent_id is not null;
  get diagnostics n = row_count;
  insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
  select from_version || '→' || to_version, 'rows', 'WARNING', 'project',
         format('%s subtasks of no project are tasks of their own: this version has subtasks in projects only', n),
         jsonb_build_object('table', 'project_task', 'rows', n::text)
  from juniper_upgrade.hop where not done and n > 0;
  update public.project_task set recurring_task = false where recurring_task and parent_id is not null;
  get diagnostics n = row_count;
  insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
  select from_version || '→' || to_version, 'rows', 'WARNING', 'project',
         format('%s subtasks no longer repeat by themselves: in this version they repeat with their task', n),
         jsonb_build_object('table', 'project_task', 'rows', n::text)
  from juniper_upgrade.hop where not done and n > 0;
end $$;
