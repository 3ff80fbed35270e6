insert into mail_alias (alias_model_id, alias_defaults, alias_contact) select id, '{}', 'everyone' from ir_model where model = 'project.task';
insert into project_project (alias_id, company_id, privacy_visibility, rating_status, rating_status_period, last_update_status, name)
select max(id), 1, 'employees', 'stage', 'monthly', 'to_define', '{"en_US": "Ours"}' from mail_alias;
insert into project_task (company_id, name, kanban_state, project_id) select 1, v, 'normal', null from (values ('Private'), ('Private part')) x (v);
insert into project_task (company_id, name, kanban_state, project_id)
select 1, v, 'normal', case when v <> 'Part of part' then (select min(id) from project_project) end from (values ('Whole'), ('Part'), ('Part of part')) x (v);
update project_task t set parent_id = p.id, recurring_task = t.name = 'Part' from project_task p
where (t.name, p.name) in (('Private part', 'Private'), ('Part', 'Whole'), ('Part of part', 'Part'));
update project_task set project_id = null where name = 'Part'
