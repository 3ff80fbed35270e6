-- Every action is described in one table only, and its type says which.
select 'ir_actions ' || a.id, format('its type is %s, its table %s', a.type, a.tableoid::regclass)
from public.ir_actions a
where a.type is distinct from case a.tableoid::regclass::text
  when 'ir_act_window' then 'ir.actions.act_window' when 'ir_act_url' then 'ir.actions.act_url'
  when 'ir_act_server' then 'ir.actions.server' when 'ir_act_report_xml' then 'ir.actions.report'
  when 'ir_act_client' then 'ir.actions.client' else a.type end
union all
select 'ir_actions ' || a.id, 'its id is there more than once'
from public.ir_actions a group by a.id having count(*) > 1
