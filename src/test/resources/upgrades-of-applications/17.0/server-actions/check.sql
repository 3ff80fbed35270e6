select format('%s: %s %s', n.name, to_jsonb(s) - 'code', s.code) from (values
    ('Sets the user', 'object_write', 'user_id 2 res.partner', null), ('Sets the kind', 'object_write', 'type invoice invoice', null),
    ('Sets the mark', 'object_write', 'is_company true', null), ('Computes', 'object_write', 'ref record.name + "1"', null), ('Sets two', 'multi', '', null),
    ('Sets the state', 'object_write', 'state 03_approved 03_approved', null),
    ('Makes a parent', 'code', '', E'for record in records or record or []:\n    made = env[''res.partner''].create({\n        ''name'': "The \\"parent\\"",\n        ''is_company'': True,\n        ''color'': 7,\n        ''country_id'': (\nrecord.country_id.id\n        ),\n    })\n    record.write({''parent_id'': made.id})'),
    ('Makes a child', 'code', '', E'for record in records or record or []:\n    made = env[''res.partner''].create({\n        ''name'': "A\\nB",\n    })\n    record.write({''child_ids'': [(4, made.id)]})')
  ) n (name, state, sets, code)
left join ir_act_server s on s.name ->> 'en_US' = n.name and s.usage = 'ir_actions_server' and s.id = (
  select min(o.id) from ir_act_server o where o.name ->> 'en_US' = n.name)
where s.state is distinct from n.state or n.code is not null and s.code is distinct from n.code
  or n.state = 'object_write' and concat_ws(' ', s.update_path, s.value, s.update_boolean_value,
    (select o.value from ir_model_fields_selection o where o.id = s.selection_value),
    case when s.resource_ref = 'res.users,2' then (select 'res.partner' from ir_model m where m.id = s.update_related_model_id and m.model = 'res.users') end) <> n.sets
union all
select format('Sets two: %s', string_agg(concat_ws(' ', c.state, c.update_path, c.value), ', ' order by c.sequence))
from ir_act_server s join rel_server_actions r on r.server_id = s.id join ir_act_server c on c.id = r.action_id
where s.name ->> 'en_US' = 'Sets two'
having string_agg(concat_ws(' ', c.state, c.update_path, c.value), ', ' order by c.sequence) is distinct from 'object_write user_id 2, object_write ref R'
