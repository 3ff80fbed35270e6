-- Uninstalls all modules but those that the test puts in for KEPT, and what they need, as the ERP uninstalls: with their
-- records, columns and tables.
create temp table keep_module (name text primary key);
do $$ begin
  insert into keep_module select unnest(string_to_array('KEPT', ','));
  insert into keep_module values ('base'), ('web'), ('mail'), ('bus') on conflict do nothing;
  loop
    insert into keep_module
    select d.name from ir_module_module m join ir_module_module_dependency d on d.module_id = m.id
    join ir_module_module n on n.name = d.name and n.state = 'installed'
    where m.name in (select name from keep_module)
    union select m.name from ir_module_module m where m.state = 'installed' and m.auto_install and not exists (
      select 1 from ir_module_module_dependency d where d.module_id = m.id and d.name not in (select name from keep_module))
    on conflict do nothing;
    exit when not found;
  end loop;
end $$;

create or replace function pg_temp.tbl(model text) returns text language sql as $$
select case model when 'ir.actions.act_window' then 'ir_act_window' when 'ir.actions.act_url' then 'ir_act_url'
  when 'ir.actions.server' then 'ir_act_server' when 'ir.actions.report' then 'ir_act_report_xml' when 'ir.actions.client' then 'ir_act_client'
  when 'ir.actions.act_window_close' then 'ir_actions' when 'ir.actions.actions' then 'ir_actions'
  when 'ir.actions.act_window.view' then 'ir_act_window_view' else replace(model, '.', '_') end $$;

create temp table gone_module as
select id, name::text from ir_module_module where state = 'installed' and name not in (select name from keep_module);
create temp table gone_record as
select d.model::text, d.res_id from ir_model_data d
group by d.model, d.res_id having bool_and(d.module in (select name from gone_module));
create index on gone_record (model, res_id);

create temp table gone_field as
select f.id, f.model::text, f.name::text, f.ttype::text, f.store, f.relation_table::text from ir_model_fields f join gone_record g on g.model = 'ir.model.fields' and g.res_id = f.id;
create temp table gone_model as
select m.id, m.model::text, pg_temp.tbl(m.model) as tbl from ir_model m join gone_record g on g.model = 'ir.model' and g.res_id = m.id;

create temp table gone_option as
select pg_temp.tbl(f.model) as tbl, f.name::text, s.value from ir_model_fields_selection s join ir_model_fields f on f.id = s.field_id
join gone_record g on g.model = 'ir.model.fields.selection' and g.res_id = s.id where f.store and f.id not in (select id from gone_field);
create temp table gone_constraint as
select c.name, pg_temp.tbl(m.model) as tbl from ir_model_constraint c join ir_model m on m.id = c.model
where c.module in (select id from gone_module) and not exists (
  select 1 from ir_model_constraint o where o.name = c.name and o.module not in (select id from gone_module));

do $$
declare r record; n int; k text; left_over int;
begin
  for r in select tbl from gone_model union
           select relation_table from gone_field g where ttype = 'many2many' and store and relation_table is not null
             and not exists (select 1 from ir_model_fields f where f.relation_table = g.relation_table and f.id not in (select id from gone_field)) loop
    select relkind into k from pg_class where oid = to_regclass('public.' || quote_ident(r.tbl));
    if k in ('r') then execute format('drop table %I cascade', r.tbl); elsif k = 'v' then execute format('drop view %I cascade', r.tbl); end if;
  end loop;
  for r in select f.*, pg_temp.tbl(f.model) as tbl from gone_field f loop
    if exists (select 1 from information_schema.columns c join pg_class t on t.oid = to_regclass('public.'||quote_ident(r.tbl)) and t.relkind='r'
               where c.table_schema = 'public' and c.table_name = r.tbl and c.column_name = r.name) then
      execute format('alter table %I drop column %I cascade', r.tbl, r.name);
    end if;
  end loop;
  -- values of selections that are gone
  for r in select * from gone_option loop
    if exists (select 1 from information_schema.columns where table_schema='public' and table_name = r.tbl and column_name = r.name) then
      begin
        execute format('update %I set %I = null where %I::text = %L', r.tbl, r.name, r.name, r.value);
      exception when not_null_violation then
        if r.tbl = 'stock_picking_type' then
          execute format('delete from stock_rule where picking_type_id in (select id from stock_picking_type where code = %L)', r.value);
        end if;
        execute format('delete from %I where %I::text = %L', r.tbl, r.name, r.value);
      end;
    end if;
  end loop;
  for r in select * from gone_constraint loop
    if to_regclass('public.' || quote_ident(r.tbl)) is not null then
      execute format('alter table %I drop constraint if exists %I', r.tbl, r.name);
    end if;
  end loop;
  delete from ir_model_constraint where module in (select id from gone_module);
  delete from ir_model_relation where module in (select id from gone_module);
  loop
    n := 0; left_over := 0;
    for r in select distinct g.model, pg_temp.tbl(g.model) tbl from gone_record g where g.model not in ('ir.model', 'ir.model.fields', 'ir.module.module', 'ir.model.constraint') loop
      continue when not exists (select 1 from pg_class where oid = to_regclass('public.' || quote_ident(r.tbl)) and relkind = 'r');
      declare c int; begin
        execute format('delete from %I x using gone_record g where g.model = %L and g.res_id = x.id', r.tbl, r.model);
        get diagnostics c = row_count; n := n + c;
      exception when foreign_key_violation or not_null_violation then
        -- one by one
        declare i int; begin
        for i in execute format('select x.id from %I x join gone_record g on g.model = %L and g.res_id = x.id', r.tbl, r.model) loop
          begin execute format('delete from %I where id = %s', r.tbl, i); n := n + 1;
          exception when foreign_key_violation or not_null_violation then left_over := left_over + 1; end;
        end loop; end;
      end;
    end loop;
    exit when n = 0;
  end loop;
  if left_over > 0 then raise notice '% records could not be deleted', left_over; end if;
  -- children first
  delete from ir_model_fields where id in (select id from gone_field);
  delete from ir_model_fields where model in (select model from gone_model);
  delete from ir_model where id in (select id from gone_model);
  -- what hangs on models or records that are gone
  delete from ir_attachment a where res_model in (select model from gone_model) or res_field is not null and (res_model, res_field) in (select model, name from gone_field);
  for r in select table_name t, column_name c from information_schema.columns where table_schema='public' and (table_name, column_name) in
     (('mail_followers','res_model'),('mail_activity','res_model'),('mail_message','model'),('ir_filters','model_id'),('bus_presence','x')) loop
    execute format('delete from %I where %I in (select model from gone_model)', r.t, r.c);
  end loop;
  if to_regclass('public.ir_property') is not null then
    delete from ir_property where res_id is not null and split_part(res_id, ',', 1) in (select model from gone_model)
      or value_reference is not null and split_part(value_reference, ',', 1) in (select model from gone_model);
  end if;
  if to_regclass('public.ir_translation') is not null then
    delete from ir_translation where module in (select name from gone_module);
  end if;
  -- what hung on records that are gone
  for r in select distinct c.t, c.model, c.id, x.m, pg_temp.tbl(x.m) tbl from (values
      ('ir_attachment', 'res_model', 'res_id'), ('mail_message', 'model', 'res_id'), ('mail_followers', 'res_model', 'res_id'),
      ('mail_activity', 'res_model', 'res_id')) c (t, model, id), (select model::text as m from ir_model) x loop
    if to_regclass('public.' || quote_ident(r.t)) is not null
        and exists (select 1 from pg_class where oid = to_regclass('public.' || quote_ident(r.tbl)) and relkind = 'r') then
      execute format('delete from %I h where h.%I = %L and h.%I <> 0 and not exists (select 1 from %I x where x.id = h.%I)',
        r.t, r.model, r.m, r.id, r.tbl, r.id);
    end if;
  end loop;
  if to_regclass('public.ir_property') is not null then
    for r in select c, m, pg_temp.tbl(m) tbl from unnest(array['res_id', 'value_reference']) c,
             (select model::text as m from ir_model) x loop
      if exists (select 1 from pg_class where oid = to_regclass('public.' || quote_ident(r.tbl)) and relkind = 'r') then
        execute format($sql$delete from ir_property p where split_part(p.%1$I, ',', 1) = %2$L
          and not exists (select 1 from %3$I x where x.id = split_part(p.%1$I, ',', 2)::int)$sql$, r.c, r.m, r.tbl);
      end if;
    end loop;
  end if;
  delete from ir_model_fields f where f.relation <> '' and f.relation not in (select model from ir_model);
  delete from ir_actions_todo t where not exists (select 1 from ir_actions a where a.id = t.action_id);
  delete from ir_model_data where module in (select name from gone_module);
  for r in select distinct d.model, pg_temp.tbl(d.model) tbl from ir_model_data d loop
    if exists (select 1 from pg_class where oid = to_regclass('public.' || quote_ident(r.tbl)) and relkind = 'r') then
      execute format('delete from ir_model_data d where d.model = %L and not exists (select 1 from %I x where x.id = d.res_id)', r.model, r.tbl);
    end if;
  end loop;
  update ir_module_module set state = 'uninstalled', latest_version = null where id in (select id from gone_module);
end $$;
