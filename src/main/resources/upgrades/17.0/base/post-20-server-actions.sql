-- 17.0 lets a server action write one field: one that wrote several becomes one that runs several.
call juniper_upgrade.fill('ir_act_server', 'evaluation_type', $$'value'$$);
do $$ begin
  if not juniper_upgrade.table_exists('ir_server_object_lines') then
    return;
  end if;
  create temporary table object_line on commit drop as
  select l.id, l.server_id, l.col1 as field_id, f.name as path, l.evaluation_type, l.value, f.ttype, f.relation,
         count(*) over (partition by l.server_id) as lines, nextval('public.ir_actions_id_seq') as child_id
  from public.ir_server_object_lines l
  join public.ir_act_server s on s.id = l.server_id and s.state = 'object_write'
  join public.ir_model_fields f on f.id = l.col1;
  insert into public.ir_act_server (id, name, type, binding_type, usage, state, model_id, model_name, sequence, code, evaluation_type,
    create_uid, create_date, write_uid, write_date)
  select l.child_id, s.name, s.type, s.binding_type, s.usage, 'object_write', s.model_id, s.model_name, l.id, s.code, 'value',
    s.create_uid, s.create_date, s.write_uid, s.write_date
  from object_line l join public.ir_act_server s on s.id = l.server_id where l.lines > 1;
  call juniper_upgrade.add_links('rel_server_actions', 'server_id', 'action_id', 'select server_id, child_id::int from object_line where lines > 1');
  update public.ir_act_server s set state = 'multi'
  where s.id in (select server_id from object_line where lines > 1);
  update public.ir_act_server s set
    update_field_id = l.field_id, update_path = l.path,
    evaluation_type = case l.evaluation_type when 'equation' then 'equation' else 'value' end,
    value = case when l.evaluation_type = 'reference' or l.ttype in ('many2one', 'boolean', 'selection') and l.evaluation_type <> 'equation'
                 then null else l.value end,
    resource_ref = case when l.evaluation_type <> 'equation' and l.ttype = 'many2one' and l.value ~ '^[0-9]+$' then l.relation || ',' || l.value end,
    update_boolean_value = case when l.ttype = 'boolean' and l.evaluation_type <> 'equation'
                                then case when lower(l.value) in ('true', '1') then 'true' else 'false' end end
  from object_line l where s.id = case when l.lines > 1 then l.child_id else l.server_id end;
end $$;
