-- 17.0 lets a server action write one field, and make a record of nothing but a name: one that wrote several becomes one that
-- runs several, one that made records becomes code.
call juniper_upgrade.fill('ir_act_server', 'evaluation_type', $$'value'$$);
do $$ begin
  if not juniper_upgrade.table_exists('ir_server_object_lines') then
    return;
  end if;
  -- a field that is gone is looked up in the release before
  create temporary table object_line on commit drop as
  select l.id, l.server_id, s.state, coalesce(n.id, f.id) as field_id, coalesce(n.name, d.name) as path, l.evaluation_type,
         coalesce(o.new, l.value) as value, coalesce(n.ttype, d.ttype) as ttype, d.relation,
         count(*) over (partition by l.server_id) as lines, nextval('public.ir_actions_id_seq') as child_id
  from public.ir_server_object_lines l
  join public.ir_act_server s on s.id = l.server_id and s.state in ('object_write', 'object_create')
  left join public.ir_model_fields f on f.id = l.col1
  left join juniper_upgrade.base_map m on m.family = 'ir_model_fields' and m.ours = l.col1
  left join juniper_upgrade_base.ir_model_fields b on b.id = m.base
  cross join lateral (select coalesce(f.model, b.model) as model, coalesce(f.name, b.name) as name,
                             coalesce(f.ttype, b.ttype) as ttype, coalesce(f.relation, b.relation) as relation) d
  left join juniper_upgrade.renamed_field r on r.model = d.model and r.old = d.name
  left join public.ir_model_fields n on n.model = d.model and n.name = r.new
  left join juniper_upgrade.renamed_option o
    on o.model = d.model and o.field = coalesce(r.new, d.name) and o.old = l.value and l.evaluation_type <> 'equation';
  insert into public.ir_act_server (id, name, type, binding_type, usage, state, model_id, model_name, sequence, code, evaluation_type,
    create_uid, create_date, write_uid, write_date)
  select l.child_id, s.name, s.type, s.binding_type, s.usage, 'object_write', s.model_id, s.model_name, l.id, s.code, 'value',
    s.create_uid, s.create_date, s.write_uid, s.write_date
  from object_line l join public.ir_act_server s on s.id = l.server_id where l.state = 'object_write' and l.lines > 1;
  call juniper_upgrade.add_links('rel_server_actions', 'server_id', 'action_id',
    'select server_id, child_id::int from object_line where state = ''object_write'' and lines > 1');
  update public.ir_act_server s set state = 'multi'
  where s.id in (select server_id from object_line where state = 'object_write' and lines > 1);
  update public.ir_act_server s set
    update_field_id = l.field_id, update_path = l.path,
    evaluation_type = case l.evaluation_type when 'equation' then 'equation' else 'value' end,
    value = case when l.ttype = 'boolean' and l.evaluation_type <> 'equation' then null else l.value end,
    -- what the screen shows in place of a value
    selection_value = case when l.evaluation_type <> 'equation' and l.ttype = 'selection' then (
      select o.id from public.ir_model_fields_selection o where o.field_id = l.field_id and o.value = l.value) end,
    resource_ref = case when l.evaluation_type <> 'equation' and l.ttype = 'many2one' and l.value ~ '^[0-9]+$' then l.relation || ',' || l.value end,
    update_related_model_id = case when l.evaluation_type <> 'equation' then (
      select m.id from public.ir_model m where m.model = l.relation) end,
    update_boolean_value = case when l.ttype = 'boolean' and l.evaluation_type <> 'equation'
                                then case when lower(l.value) in ('true', '1') then 'true' else 'false' end end
  from object_line l where l.state = 'object_write' and s.id = case when l.lines > 1 then l.child_id else l.server_id end;
  insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
  select h.from_version || '→' || h.to_version, 'code', 'WARNING', '',
         format('Action "%s" made records, which is code in this version: test it', coalesce(s.name ->> 'en_US', '')),
         jsonb_build_object('action', s.id::text, 'model', s.model_name)
  from juniper_upgrade.hop h, public.ir_act_server s where not h.done and s.state = 'object_create' order by s.id;
  update public.ir_act_server s set state = 'code', code = format(E'for record in records or record or []:\n    made = env[''%s''].create({%s\n    })%s',
    c.model, c.entries, E'\n    record.write({''' || c.link || ''': ' || case when c.link_type like '%2many' then '[(4, made.id)]' else 'made.id' end || '})')
  from (select a.id, m.model, f.name as link, f.ttype as link_type, (
          select string_agg(format(E'\n        ''%s'': %s,', l.path, case
                   when l.evaluation_type = 'equation' then E'(\n' || l.value || E'\n        )'
                   when l.ttype = 'boolean' then case when lower(l.value) in ('true', '1') then 'True' else 'False' end
                   when l.ttype in ('many2one', 'integer') and l.value ~ '^-?[0-9]{1,9}$' then l.value::int::text
                   else to_json(l.value)::text end), '' order by l.id)
          from object_line l where l.server_id = a.id) as entries
        from public.ir_act_server a
        join public.ir_model m on m.id = coalesce(a.crud_model_id, a.model_id)
        left join public.ir_model_fields f on f.id = a.link_field_id
        where a.state = 'object_create') c
  where c.id = s.id;
end $$;
