select format('%s: %s', v.name, x.found) from (values ('Private part', 'none, none'), ('Part', 'the project, Whole'), ('Part of part', 'the project, Part')) v (name, expected)
left join (select t.name, concat_ws(', ', case when t.project_id is null then 'none' else 'the project' end, coalesce(p.name, 'none')) as found
           from project_task t left join project_task p on p.id = t.parent_id) x on x.name = v.name
where x.found is distinct from v.expected
union all
select 'a subtask repeats' from project_task where recurring_task and parent_id is not null
