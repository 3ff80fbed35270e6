-- 18.0 keeps a value for each company in the record's own row, and what holds for all records among the defaults.
create temporary table company_field on commit drop as
select f.id, f.model, replace(f.model, '.', '_') as tbl, f.name, f.ttype,
       coalesce(o.old, f.name) as old_name
from juniper_upgrade_theirs.ir_model_fields t
join public.ir_model_fields f on f.model = t.model and f.name = t.name
left join (values ('res.partner', 'specific_property_product_pricelist', 'property_product_pricelist'),
                  ('res.partner', 'invoice_edi_format_store', 'ubl_cii_format')) as o (model, name, old)
  on o.model = f.model and o.name = f.name
where t.company_dependent and t.store
union all
select distinct f.id, f.model, replace(f.model, '.', '_'), f.name, f.ttype, f.name
from public.ir_property p
join public.ir_model_fields f on f.id = p.fields_id
where not exists (select 1 from juniper_upgrade_theirs.ir_model_fields t where t.model = f.model and t.name = f.name)
  and not exists (select 1 from juniper_upgrade_base.ir_model_fields b where b.model = f.model and b.name = f.name);

-- a field of the customer's own has no column yet
do $$ declare own record; begin
  for own in select c.* from company_field c where juniper_upgrade.table_exists(c.tbl) and not juniper_upgrade.column_exists(c.tbl, c.name) loop
    execute format('alter table public.%I add column %I jsonb', own.tbl, own.name);
    update public.ir_model_fields set company_dependent = true where id = own.id;
  end loop;
end $$;

create temporary table company_value on commit drop as
select f.id as field_id, f.tbl, f.name, p.company_id,
       case when p.res_id ~ ('^' || f.model || ',[0-9]+$') then split_part(p.res_id, ',', 2)::int end as record,
       p.res_id is null or p.res_id = '' as is_default,
       case f.ttype
         when 'many2one' then case when p.value_reference ~ ',[0-9]+$' then to_jsonb(split_part(p.value_reference, ',', 2)::int) end
         when 'integer' then to_jsonb(p.value_integer)
         when 'boolean' then to_jsonb(p.value_integer <> 0)
         when 'float' then to_jsonb(p.value_float)
         when 'monetary' then to_jsonb(p.value_float)
         when 'date' then to_jsonb(p.value_datetime::date::text)
         when 'datetime' then to_jsonb(to_char(p.value_datetime, 'YYYY-MM-DD HH24:MI:SS'))
         else to_jsonb(p.value_text) end as value
from public.ir_property p
join public.ir_model_fields o on o.id = p.fields_id
join company_field f on f.model = o.model and f.old_name = o.name;

-- that a record has none counts where it would have one otherwise
update company_value v set value = case when f.ttype = 'boolean' then 'false' when f.ttype in ('integer', 'float', 'monetary') then '0' else 'null' end::jsonb
from company_field f
where f.id = v.field_id and v.value is null and exists (
  select 1 from company_value o where o.field_id = v.field_id and o.value is not null and (o.is_default or o.company_id is null));

do $$ declare place record; begin
  for place in
    select distinct v.tbl, v.name from company_value v
    join information_schema.columns c on c.table_schema = 'public' and c.table_name = v.tbl and c.column_name = v.name and c.data_type = 'jsonb'
    where v.record is not null
  loop
    execute format($sql$
      update public.%1$I x set %2$I = v.by_company
      from (select d.record, jsonb_object_agg(c.id::text, d.value order by d.company_id nulls first) as by_company
            from company_value d join public.res_company c on d.company_id is null or c.id = d.company_id
            where d.tbl = %1$L and d.name = %2$L and d.record is not null and d.value is not null
            group by d.record) v
      where v.record = x.id and x.%2$I is null$sql$, place.tbl, place.name);
  end loop;
end $$;

insert into public.ir_default (field_id, company_id, json_value, create_uid, create_date, write_uid, write_date)
select distinct on (v.field_id, v.company_id) v.field_id, v.company_id, v.value::text, 1, now(), 1, now()
from company_value v
where v.is_default and v.value is not null and (v.company_id is not null or v.value <> 'null')
  and not exists (select 1 from public.ir_default d where d.field_id = v.field_id and d.company_id is not distinct from v.company_id
                  and d.user_id is null and d.condition is null);
