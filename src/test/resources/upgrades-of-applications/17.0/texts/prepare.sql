insert into ir_filters (name, model_id, domain, context, sort, active) values
 ('Lines', 'stock.move.line', '[("qty_done", ">", 0)]', '{''group_by'': [''move_id.quantity_done'']}', '[]', true),
 ('Orders', 'mrp.production', '[("date_planned_start", "!=", False)]', '{}', '["date_planned_finished desc"]', true),
 ('Tasks', 'project.task', '[("kanban_state", "in", ["done", "blocked"]), ("name", "=", "done")]', '{''default_kanban_state'': ''normal''}', '[]', true);
insert into res_partner (name, type, active) values ('At home', 'private', true), ('A user at home', 'private', true);
insert into res_users (login, partner_id, company_id, active, notification_type, share)
select 'at-home', id, 1, true, 'email', false from res_partner where name = 'A user at home';
insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store)
select 'x_html', model, id, '{"en_US": "HTML"}', 'html', 'manual', false from ir_model where model = 'res.partner'
