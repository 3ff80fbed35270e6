-- The engine's own tables in the database that is upgraded. Dropped before delivery.
create schema juniper_upgrade;
create schema juniper_upgrade_base;
create schema juniper_upgrade_theirs;

create table juniper_upgrade.upgrade (from_version text not null, to_version text not null, started timestamp not null, files int not null default 0);
create table juniper_upgrade.hop (position bigserial primary key, from_version text not null, to_version text not null, done boolean not null);
create table juniper_upgrade.step (
  hop text, name text, title text not null, rows bigint not null, millis bigint not null, position bigserial,
  primary key (hop, name));
create table juniper_upgrade.finding (
  id bigserial primary key, hop text not null, category text not null, severity text not null, module text not null,
  title text not null, details jsonb not null);

-- what is dropped for the time of a hop, and made again at its end
create table juniper_upgrade.saved_constraint (
  tbl text, name text, type text not null, definition text not null, columns text[] not null, target text,
  primary key (tbl, name));
create table juniper_upgrade.saved_index (tbl text not null, name text primary key, definition text not null);
create table juniper_upgrade.saved_view (name text primary key, definition text not null, position bigserial);

-- what scripts rename in this hop
create table juniper_upgrade.renamed_table (old text primary key, new text not null);
create table juniper_upgrade.renamed_column (tbl text, old text, new text not null, primary key (tbl, old));
create table juniper_upgrade.renamed_field (model text, old text, new text not null, primary key (model, old));
create table juniper_upgrade.renamed_model (old text primary key, new text not null);
create table juniper_upgrade.renamed_option (model text, field text, old text, new text not null, primary key (model, field, old));

-- fields of HTML whose texts stay as they are, and those whose texts became HTML
create table juniper_upgrade.kept_text (model text, field text, primary key (model, field));
create table juniper_upgrade.became_html (name text primary key);

create table juniper_upgrade.module (name text primary key, wanted boolean not null, installed boolean not null);
create table juniper_upgrade.model_table (model text primary key, tbl text not null, family text not null);
create table juniper_upgrade.id_floor (family text primary key, floor bigint not null);

-- the sequence behind each table's column id
create view juniper_upgrade.id_sequence as
select s.oid::regclass as sequence, t.oid::regclass as tbl, t.relname::text as family
from pg_class s
join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype = 'a'
join pg_class t on t.oid = d.refobjid and t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid and a.attname = 'id'
where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace;

create function juniper_upgrade.highest_id(tbl regclass) returns bigint language plpgsql stable as $$
declare n bigint;
begin
  execute format('select coalesce(max(id), 0) from %s', tbl) into n;
  return n;
end $$;

-- standard records by external id: the release before, the release after, the customer's
create table juniper_upgrade.base_record (module text, name text, tbl text not null, family text not null, id int not null, noupdate boolean not null);
create table juniper_upgrade.their_record (module text, name text, tbl text not null, family text not null, id int not null, noupdate boolean not null);
create table juniper_upgrade.our_record (module text, name text, tbl text not null, family text not null, id int not null, noupdate boolean not null);
create index on juniper_upgrade.base_record (module, name);
create index on juniper_upgrade.their_record (module, name);
create index on juniper_upgrade.their_record (tbl, id);
create index on juniper_upgrade.our_record (module, name);
create index on juniper_upgrade.our_record (tbl, id);

-- which record of the release after is which of the customer's, and which one of the release before it was
create table juniper_upgrade.id_map (
  family text, theirs int, tbl text not null, ours int not null, base int, noupdate boolean not null, is_new boolean not null,
  primary key (family, theirs));
create index on juniper_upgrade.id_map (family, ours);
create table juniper_upgrade.base_map (family text, base int, ours int not null, primary key (family, base));
create index on juniper_upgrade.base_map (family, ours);

-- integrity: the figures at the begin of the hop, what was a standard record then, and rows that went for a reason
create table juniper_upgrade.measure (name text, thing text, figure numeric not null, primary key (name, thing));
create table juniper_upgrade.standard_row (tbl text, id int, primary key (tbl, id));
create table juniper_upgrade.lost_rows (tbl text not null, rows bigint not null);
create view juniper_upgrade.standard_row_now as
select tbl, id from juniper_upgrade.standard_row
union all select family, ours from juniper_upgrade.id_map where is_new;

create function juniper_upgrade.count_rows(query text) returns bigint language plpgsql as $$
declare n bigint;
begin
  execute query into n;
  return n;
end $$;

-- How many rows of a table are no standard record: the customer's own.
create function juniper_upgrade.own_rows(t text) returns bigint language sql as $$
select juniper_upgrade.count_rows(format('select count(*) from only public.%I', t)) - juniper_upgrade.count_rows(format(
  'select count(*) from juniper_upgrade.standard_row_now s where s.tbl = %L and exists (select 1 from only public.%I x where x.id = s.id)', t, t));
$$;

-- How many of the customer's own rows have a column translated, by language: in the column, or in a table up to 15.0.
create function juniper_upgrade.own_translations(t text, family text, c text) returns table (lang text, figure bigint) language plpgsql as $$
declare
  own text := format('not exists (select 1 from juniper_upgrade.standard_row_now s where s.tbl = %L and s.id = x.id)', family);
begin
  if exists (select 1 from information_schema.columns
             where table_schema = 'public' and table_name = t and column_name = c and data_type = 'jsonb') then
    return query execute format('select k, count(*) from only public.%1$I x
      cross join lateral jsonb_object_keys(case jsonb_typeof(x.%2$I) when ''object'' then x.%2$I end) k
      where k <> ''en_US'' and %3$s group by k', t, c, own);
  elsif to_regclass('public.ir_translation') is not null then
    return query execute format('select r.lang::text, count(distinct x.id) from public.ir_translation r
      join juniper_upgrade.model_table m on r.name = m.model || '','' || %2$L join only public.%1$I x on x.id = r.res_id
      where m.tbl = %1$L and r.state = ''translated'' and r.value <> '''' and r.lang <> ''en_US''
        and (r.type = ''model'' or r.type = ''model_terms'' and exists (select 1 from juniper_upgrade.became_html h where h.name = r.name))
        and x.%2$I is not null and %3$s group by r.lang', t, c, own);
  end if;
end $$;

-- functions for scripts
create function juniper_upgrade.table_exists(t text) returns boolean language sql stable as
$$ select to_regclass('public.' || quote_ident(t)) is not null $$;

create function juniper_upgrade.column_exists(t text, c text) returns boolean language sql stable as
$$ select exists (select 1 from information_schema.columns where table_schema = 'public' and table_name = t and column_name = c) $$;

create procedure juniper_upgrade.rename_column(t text, old text, new text) language plpgsql as $$
begin
  if juniper_upgrade.column_exists(t, old) and not juniper_upgrade.column_exists(t, new) then
    execute format('alter table public.%I rename column %I to %I', t, old, new);
    insert into juniper_upgrade.renamed_column values (t, old, new) on conflict do nothing;
    if exists (select 1 from information_schema.columns
               where table_schema = 'juniper_upgrade_base' and table_name = t and column_name = old) then
      execute format('alter table juniper_upgrade_base.%I rename column %I to %I', t, old, new);
    end if;
  end if;
end $$;

-- Deletes rows that the new version cannot keep, and says so in the report; without it the hop fails for rows that are lost.
create procedure juniper_upgrade.delete_rows(t text, condition text, why text) language plpgsql as $$
declare n bigint;
begin
  if juniper_upgrade.table_exists(t) then
    execute format('delete from public.%I x where %s', t, condition);
    get diagnostics n = row_count;
    if n > 0 then
      insert into juniper_upgrade.lost_rows values (t, n);
      insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
      select from_version || '→' || to_version, 'rows', 'INFO', '', format('%s rows of %s are deleted: %s', n, t, why),
             jsonb_build_object('table', t, 'rows', n::text)
      from juniper_upgrade.hop where not done;
    end if;
  end if;
end $$;

-- Renames a table with its sequence and its primary key.
create procedure juniper_upgrade.rename_table(old text, new text) language plpgsql as $$
begin
  if not juniper_upgrade.table_exists(old) or juniper_upgrade.table_exists(new) then
    return;
  end if;
  execute format('alter table public.%I rename to %I', old, new);
  if to_regclass('public.' || quote_ident(old || '_id_seq')) is not null then
    execute format('alter sequence public.%I rename to %I', old || '_id_seq', new || '_id_seq');
  end if;
  if to_regclass('public.' || quote_ident(old || '_pkey')) is not null then
    execute format('alter index public.%I rename to %I', old || '_pkey', new || '_pkey');
  end if;
  update juniper_upgrade.renamed_table r set new = rename_table.new where r.new = rename_table.old;
  insert into juniper_upgrade.renamed_table values (old, new) on conflict do nothing;
  update juniper_upgrade.id_floor set family = new where family = old;
  update juniper_upgrade.lost_rows set tbl = new where tbl = old;
  update juniper_upgrade.standard_row set tbl = new where tbl = old;
  if to_regclass('juniper_upgrade_base.' || quote_ident(old)) is not null then
    execute format('alter table juniper_upgrade_base.%I rename to %I', old, new);
  end if;
  update juniper_upgrade.saved_constraint set tbl = new where tbl = old;
  update juniper_upgrade.saved_constraint
  set target = new, definition = replace(definition, ' REFERENCES ' || quote_ident(old) || '(', ' REFERENCES ' || quote_ident(new) || '(')
  where target = old;
  update juniper_upgrade.saved_index
  set tbl = new, definition = replace(definition, ' ON public.' || quote_ident(old) || ' ', ' ON public.' || quote_ident(new) || ' ')
  where tbl = old;
end $$;

-- Renames an external id; where the new one exists already, the old one is left to the merge.
create procedure juniper_upgrade.rename_external_id(old_module text, old_name text, new_module text, new_name text) language plpgsql as $$
begin
  update public.ir_model_data d set module = new_module, name = new_name
  where d.module = old_module and d.name = old_name
    and not exists (select 1 from public.ir_model_data x where x.module = new_module and x.name = new_name);
  update juniper_upgrade_base.ir_model_data set module = new_module, name = new_name
  where module = old_module and name = old_name;
end $$;

-- Renames external ids whose new name is a standard record of the release, such as all that hold a renamed model's name.
create procedure juniper_upgrade.rename_external_ids(old_part text, new_part text) language plpgsql as $$
begin
  update public.ir_model_data d set name = replace(d.name, old_part, new_part)
  where position(old_part in d.name) > 0
    and exists (select 1 from juniper_upgrade_theirs.ir_model_data x
                where x.module = d.module and x.name = replace(d.name, old_part, new_part) and x.model = d.model)
    and not exists (select 1 from public.ir_model_data x where x.module = d.module and x.name = replace(d.name, old_part, new_part));
  update juniper_upgrade_base.ir_model_data d set name = replace(d.name, old_part, new_part)
  where position(old_part in d.name) > 0
    and exists (select 1 from juniper_upgrade_theirs.ir_model_data x
                where x.module = d.module and x.name = replace(d.name, old_part, new_part) and x.model = d.model)
    and not exists (select 1 from juniper_upgrade_base.ir_model_data x where x.module = d.module and x.name = replace(d.name, old_part, new_part));
end $$;

-- Renames a field: its column, its description, the external ids of both, its files and translations.
create procedure juniper_upgrade.rename_field(model_name text, old text, new text) language plpgsql as $$
begin
  call juniper_upgrade.rename_column(replace(model_name, '.', '_'), old, new);
  update juniper_upgrade.renamed_field r set new = rename_field.new where r.model = model_name and r.new = rename_field.old;
  insert into juniper_upgrade.renamed_field values (model_name, old, new) on conflict do nothing;
  if juniper_upgrade.column_exists('ir_attachment', 'res_field') then
    update public.ir_attachment a set res_field = rename_field.new where a.res_model = model_name and a.res_field = rename_field.old;
  end if;
  if juniper_upgrade.table_exists('ir_translation') then
    update public.ir_translation t set name = model_name || ',' || rename_field.new where t.name = model_name || ',' || rename_field.old;
  end if;
  update public.ir_model_fields set name = new where model = model_name and name = old
    and not exists (select 1 from public.ir_model_fields f where f.model = model_name and f.name = new);
  update public.ir_model_data d set name = 'field_' || replace(model_name, '.', '_') || '__' || new
  where d.model = 'ir.model.fields' and d.name = 'field_' || replace(model_name, '.', '_') || '__' || old
    and not exists (select 1 from public.ir_model_data x where x.module = d.module
                    and x.name = 'field_' || replace(model_name, '.', '_') || '__' || new);
  update juniper_upgrade_base.ir_model_fields set name = new where model = model_name and name = old;
  update juniper_upgrade_base.ir_model_data set name = 'field_' || replace(model_name, '.', '_') || '__' || new
  where model = 'ir.model.fields' and name = 'field_' || replace(model_name, '.', '_') || '__' || old;
end $$;

-- Lets the customer's texts name another field: one that takes the place of the old one, and whose column is there already or is new.
create procedure juniper_upgrade.follow_field(model_name text, old text, new text) language plpgsql as $$
begin
  insert into juniper_upgrade.renamed_field values (model_name, old, new) on conflict do nothing;
end $$;

-- Lets the customer's texts name an option of a field by its new name; the rows are left to the script.
create procedure juniper_upgrade.follow_option(model_name text, field text, old text, new text) language plpgsql as $$
begin
  insert into juniper_upgrade.renamed_option values (model_name, field, old, new) on conflict do nothing;
end $$;

-- Renames a model: its table, and every place that stores a model's name.
create procedure juniper_upgrade.rename_model(old text, new text) language plpgsql as $$
declare
  place record;
  old_table text := replace(old, '.', '_');
  new_table text := replace(new, '.', '_');
begin
  call juniper_upgrade.rename_table(old_table, new_table);
  update juniper_upgrade.renamed_model r set new = rename_model.new where r.new = rename_model.old;
  insert into juniper_upgrade.renamed_model values (old, new) on conflict do nothing;
  for place in
    select c.table_schema, c.table_name, c.column_name
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema in ('public', 'juniper_upgrade_base') and t.table_type = 'BASE TABLE'
      and c.data_type in ('character varying', 'text')
      and (c.column_name ~ '(^|_)model(_name)?$' or c.column_name in ('relation', 'model_id', 'resource'))
  loop
    execute format('update %I.%I set %I = $1 where %I = $2', place.table_schema, place.table_name, place.column_name, place.column_name)
      using new, old;
  end loop;
  for place in
    select c.table_name, c.column_name
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'character varying'
      and (c.table_name, c.column_name) in (
        select v.t, v.c from (values ('ir_property', 'res_id'), ('ir_property', 'value_reference'), ('ir_translation', 'name')) v (t, c)
        union select replace(f.model, '.', '_'), f.name from public.ir_model_fields f where f.ttype = 'reference' and f.store)
  loop
    execute format('update public.%I set %I = $1 || substr(%I, length($2) + 1) where %I like $2 || '',%%''',
      place.table_name, place.column_name, place.column_name, place.column_name) using new, old;
  end loop;
  update juniper_upgrade_base.ir_model_data d
  set name = regexp_replace(d.name, '^(model|field|selection|constraint)_(_?)' || old_table || '(__|$)', '\1_\2' || new_table || '\3')
  where d.name ~ ('^(model|field|selection|constraint)_(_?)' || old_table || '(__|$)');
  insert into juniper_upgrade.model_table values (new, new_table, new_table) on conflict do nothing;
  update juniper_upgrade.renamed_field f set model = rename_model.new where f.model = rename_model.old;
  update juniper_upgrade.renamed_option o set model = rename_model.new where o.model = rename_model.old;
  update public.ir_model_data d
  set name = regexp_replace(d.name, '^(model|field|selection|constraint)_(_?)' || old_table || '(__|$)', '\1_\2' || new_table || '\3')
  where d.name ~ ('^(model|field|selection|constraint)_(_?)' || old_table || '(__|$)')
    and not exists (select 1 from public.ir_model_data x where x.module = d.module
      and x.name = regexp_replace(d.name, '^(model|field|selection|constraint)_(_?)' || old_table || '(__|$)', '\1_\2' || new_table || '\3'));
end $$;

-- Fills parent_path of a tree from its parent column.
create procedure juniper_upgrade.fill_parent_path(t text, parent text) language plpgsql as $$
begin
  if juniper_upgrade.column_exists(t, 'parent_path') then
    execute format('with recursive tree (id, path) as (
        select id, id || ''/'' from public.%1$I where %2$I is null
        union all select c.id, tree.path || c.id || ''/'' from public.%1$I c join tree on c.%2$I = tree.id)
      update public.%1$I x set parent_path = tree.path from tree where tree.id = x.id and x.parent_path is distinct from tree.path',
      t, parent);
  end if;
end $$;

-- Makes a column anew with one value in every row, which writes no row, if the column is empty and nothing depends on it.
create function juniper_upgrade.fill_at_once(t text, c text, value text) returns boolean language plpgsql as $$
declare
  col pg_attribute;
begin
  select a.* into col from pg_attribute a join pg_class k on k.oid = a.attrelid
  where a.attrelid = to_regclass('public.' || quote_ident(t)) and a.attname = c and k.relkind = 'r' and pg_relation_size(k.oid) > 1000000
    and not a.attnotnull and a.attidentity = '' and a.attgenerated = '' and a.attinhcount = 0 and a.attacl is null
    and not exists (select 1 from pg_depend d where d.refclassid = 'pg_class'::regclass and d.refobjid = k.oid and d.refobjsubid = a.attnum)
    and not exists (select 1 from pg_inherits i where k.oid in (i.inhparent, i.inhrelid))
    and col_description(k.oid, a.attnum) is null;
  if col is null or juniper_upgrade.count_rows(format('select count(*) from (select 1 from public.%I where %I is not null limit 1) x', t, c)) > 0 then
    return false;
  end if;
  execute format('alter table public.%I drop column %I', t, c);
  execute format('alter table public.%I add column %I %s default %s', t, c, format_type(col.atttypid, col.atttypmod), value);
  execute format('alter table public.%I alter column %I drop default', t, c);
  return true;
end $$;

-- Fills the empty values of a column, where the table has it, with an expression over its row x.
create procedure juniper_upgrade.fill(t text, c text, expression text) language plpgsql as $$
begin
  if expression ~ '^(true|false|-?[0-9]+|''[^'']*'')$' and juniper_upgrade.fill_at_once(t, c, expression) then
    return;
  end if;
  if juniper_upgrade.column_exists(t, c) then
    execute format('update only public.%1$I x set %2$I = %3$s where x.%2$I is null', t, c, expression);
  end if;
end $$;

-- Fills a column that is new and goes by an older one: the value of the older one where it is there.
create procedure juniper_upgrade.fill_from(t text, c text, old text) language plpgsql as $$
begin
  if juniper_upgrade.column_exists(t, old) then
    call juniper_upgrade.fill(t, c, format('x.%I', old));
  end if;
end $$;

-- Says that texts of a field that becomes one of HTML are no texts for people, and stay as they are.
create procedure juniper_upgrade.keep_text(model_name text, field_name text) language sql as $$
insert into juniper_upgrade.kept_text values (model_name, field_name) on conflict do nothing;
$$;

-- Whether a text has something to read in it and no tag of HTML.
create function juniper_upgrade.is_plain(t text) returns boolean language sql immutable as $$
select t ~ '\S' and t !~* '</?(a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|section|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)(\s[^<>]*)?/?>'
$$;

-- A plain text as a piece of HTML, each line on a line of its own.
create function juniper_upgrade.html_term(t text) returns text language sql immutable as $$
select regexp_replace(replace(replace(replace(btrim(t, E' \t\r\n'), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '\r\n?|\n', '<br>', 'g')
$$;

-- A text as HTML, one that is HTML already as it is.
create function juniper_upgrade.as_html(t text) returns text language sql immutable as $$
select case when juniper_upgrade.is_plain(t) then '<p>' || juniper_upgrade.html_term(t) || '</p>' else t end
$$;

-- Gives a model one column for each analytic plan but the one of projects, as the ERP makes them (since 17.0), and moves
-- what account_id points to into its plan's column.
create procedure juniper_upgrade.plan_columns(model_name text) language plpgsql as $$
declare
  plan record;
  tbl text := replace(model_name, '.', '_');
  col text;
begin
  for plan in
    select p.id, p.name from public.account_analytic_plan p
    where p.parent_id is null and p.id::text <> (select value from public.ir_config_parameter where key = 'analytic.project_plan')
    order by p.id
  loop
    col := 'x_plan' || plan.id || '_id';
    if not juniper_upgrade.column_exists(tbl, col) then
      execute format('alter table public.%I add column %I int', tbl, col);
      insert into juniper_upgrade.saved_index (tbl, name, definition)
      values (tbl, tbl || '_' || col || '_index', format('CREATE INDEX %I ON public.%I USING btree (%I) WHERE (%I IS NOT NULL)', tbl || '_' || col || '_index', tbl, col, col))
      on conflict do nothing;
      insert into juniper_upgrade.saved_constraint (tbl, name, type, definition, columns, target)
      values (tbl, tbl || '_' || col || '_fkey', 'f',
              format('FOREIGN KEY (%I) REFERENCES account_analytic_account(id) ON DELETE RESTRICT', col), array[col], 'account_analytic_account')
      on conflict do nothing;
    end if;
    insert into public.ir_model_fields (name, complete_name, model, model_id, field_description, ttype, relation, state, store, copied,
      on_delete, index, required, readonly, selectable, create_uid, create_date, write_uid, write_date)
    select col, null, m.model, m.id, to_jsonb(plan) -> 'name', 'many2one', 'account.analytic.account', 'manual', true, true,
      'restrict', false, false, false, true, 1, now(), 1, now()
    from public.ir_model m
    where m.model = model_name and not exists (select 1 from public.ir_model_fields f where f.model = model_name and f.name = col);
    execute format('update public.%I x set %I = x.account_id, account_id = null
      from public.account_analytic_account a join public.account_analytic_plan p on p.id = a.plan_id
      where a.id = x.account_id and split_part(p.parent_path, ''/'', 1) = %L and x.%I is null', tbl, col, plan.id::text, col);
  end loop;
end $$;

-- Adds rows to a many2many table, those that are not there: its keys are put aside for the time of a hop.
create procedure juniper_upgrade.add_links(t text, c1 text, c2 text, pairs text) language plpgsql as $$
begin
  execute format('insert into public.%1$I (%2$I, %3$I) select distinct p.a, p.b from (%4$s) p (a, b)
    where p.a is not null and p.b is not null
      and not exists (select 1 from public.%1$I x where x.%2$I = p.a and x.%3$I = p.b)', t, c1, c2, pairs);
end $$;
