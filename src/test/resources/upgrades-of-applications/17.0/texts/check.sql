select name || ': ' || domain || ' ' || context || ' ' || sort from ir_filters
where (name, domain, context, sort) not in (
  ('Lines', '[("quantity", ">", 0)]', '{''group_by'': [''move_id.quantity'']}', '[]'),
  ('Orders', '[("date_start", "!=", False)]', '{}', '["date_finished desc"]'),
  ('Tasks', '[("state", "in", ["03_approved", "02_changes_requested"]), ("name", "=", "done")]', '{''default_state'': ''01_in_progress''}', '[]'))
  and name in ('Lines', 'Orders', 'Tasks')
union all
select format('%s: %s %s', name, type, active) from res_partner where name in ('At home', 'A user at home') and active <> (name = 'A user at home')
union all
select 'HTML is not made safe' from ir_model_fields where name = 'x_html' and not (sanitize and sanitize_tags) is distinct from false
