-- 17.0 gives every tax group to one company: the others that use it get one of their own.
create temporary table group_of on commit drop as
select g.id, c.company_id, row_number() over (partition by g.id order by c.company_id) as number,
       case when row_number() over (partition by g.id order by c.company_id) = 1 then g.id
            else nextval('public.account_tax_group_id_seq')::int end as new_id
from public.account_tax_group g
left join (select distinct tax_group_id, company_id from public.account_tax) c on c.tax_group_id = g.id
where g.company_id is null;
update public.account_tax_group g set company_id = coalesce(o.company_id, (select min(id) from public.res_company))
from group_of o where o.id = g.id and o.number = 1;
insert into public.account_tax_group (id, name, sequence, country_id, preceding_subtotal, company_id, create_uid, create_date, write_uid, write_date)
select o.new_id, g.name, g.sequence, g.country_id, g.preceding_subtotal, o.company_id, g.create_uid, g.create_date, g.write_uid, g.write_date
from group_of o join public.account_tax_group g on g.id = o.id where o.number > 1;
update public.account_tax t set tax_group_id = o.new_id
from group_of o where o.id = t.tax_group_id and o.company_id = t.company_id and o.new_id <> o.id;
-- the accounts of a group were kept for each company
do $$ declare place record; begin
  for place in select * from (values ('property_tax_payable_account_id', 'tax_payable_account_id'),
      ('property_tax_receivable_account_id', 'tax_receivable_account_id'),
      ('property_advance_tax_payment_account_id', 'advance_tax_payment_account_id')) as p (property, field)
  loop
    execute format($sql$
      update public.account_tax_group g set %1$I = split_part(p.value_reference, ',', 2)::int
      from group_of o join public.ir_property p
        on p.name = %2$L and p.res_id = 'account.tax.group,' || o.id and p.company_id is not distinct from o.company_id
      where g.id = o.new_id and p.value_reference like 'account.account,%%' and g.%1$I is null$sql$, place.field, place.property);
  end loop;
end $$;
