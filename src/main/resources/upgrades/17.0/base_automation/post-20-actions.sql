-- 17.0 separates an automation from the actions that it runs.
update public.base_automation a set name = s.name, model_id = s.model_id
from public.ir_act_server s where s.id = a.action_server_id and a.model_id is null;
update public.ir_act_server s set base_automation_id = a.id, usage = 'base_automation'
from public.base_automation a where a.action_server_id = s.id and s.base_automation_id is null;
