-- actions that write fields, and one that makes a record
insert into ir_act_server (name, type, usage, state, model_id, model_name, binding_type, binding_view_types, link_field_id)
select jsonb_build_object('en_US', v.name), 'ir.actions.server', 'ir_actions_server', v.state, m.id, m.model, 'action', 'list,form',
       case when v.state = 'object_create' then (select f.id from ir_model_fields f where f.model = 'res.partner' and f.name = v.link) end
from ir_model m, (values ('Sets the user', 'object_write', ''), ('Sets the kind', 'object_write', ''), ('Sets the mark', 'object_write', ''),
  ('Computes', 'object_write', ''), ('Sets two', 'object_write', ''), ('Makes a parent', 'object_create', 'parent_id'), ('Makes a child', 'object_create', 'child_ids')) v (name, state, link)
where m.model = 'res.partner';
insert into ir_server_object_lines (server_id, col1, evaluation_type, value)
select s.id, f.id, v.how, v.value
from (values ('Sets the user', 'user_id', 'reference', '2'), ('Sets the kind', 'type', 'value', 'invoice'), ('Sets the mark', 'is_company', 'value', 'True'),
  ('Computes', 'ref', 'equation', 'record.name + "1"'), ('Sets two', 'user_id', 'value', '2'), ('Sets two', 'ref', 'value', 'R'),
  ('Makes a parent', 'name', 'value', 'The "parent"'), ('Makes a parent', 'is_company', 'value', 'true'), ('Makes a parent', 'color', 'value', '07'),
  ('Makes a parent', 'country_id', 'equation', 'record.country_id.id'), ('Makes a child', 'name', 'value', E'A\nB')) v (action, field, how, value)
join ir_act_server s on s.name ->> 'en_US' = v.action
join ir_model_fields f on f.model = 'res.partner' and f.name = v.field
order by f.name = 'name' desc, f.name = 'is_company' desc, f.name = 'color' desc, f.name = 'user_id' desc;
-- and one that sets what is another field now
insert into ir_act_server (name, type, usage, state, model_id, model_name, binding_type, binding_view_types)
select '{"en_US": "Sets the state"}', 'ir.actions.server', 'ir_actions_server', 'object_write', m.id, m.model, 'action', 'list,form' from ir_model m where m.model = 'project.task';
insert into ir_server_object_lines (server_id, col1, evaluation_type, value)
select s.id, f.id, 'value', 'done' from ir_act_server s, ir_model_fields f
where s.name ->> 'en_US' = 'Sets the state' and f.model = 'project.task' and f.name = 'kanban_state'
