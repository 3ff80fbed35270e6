-- 17.0 has one state of a task, in place of its kanban state and of its stage being folded.
update public.project_task t set state = case
  when s.fold then '1_done'
  when exists (select 1 from public.task_dependencies_rel d join public.project_task b on b.id = d.depends_on_id
               left join public.project_task_type bs on bs.id = b.stage_id
               where d.task_id = t.id and not coalesce(bs.fold, false)) then '04_waiting_normal'
  when t.kanban_state = 'done' then '03_approved'
  when t.kanban_state = 'blocked' then '02_changes_requested'
  else '01_in_progress' end
from (select x.id, coalesce(p.fold, false) as fold from public.project_task x left join public.project_task_type p on p.id = x.stage_id) s
where s.id = t.id and t.state is null;
do $$ begin
  if juniper_upgrade.column_exists('project_task', 'display_project_id') then
    call juniper_upgrade.fill('project_task', 'display_in_project', 'x.parent_id is null or x.display_project_id is not null');
  end if;
end $$;
call juniper_upgrade.fill('project_task', 'display_in_project', 'true');
update public.project_task_recurrence set repeat_type = 'until',
  repeat_until = coalesce(repeat_until, next_recurrence_date + greatest(coalesce(recurrence_left, 0), 0) * coalesce(repeat_interval, 1) *
    case repeat_unit when 'day' then interval '1 day' when 'week' then interval '7 days' when 'month' then interval '1 month' else interval '1 year' end,
    current_date)
where repeat_type = 'after';
call juniper_upgrade.fill('project_update', 'task_count', '0');
call juniper_upgrade.fill('project_update', 'closed_task_count', '0');
