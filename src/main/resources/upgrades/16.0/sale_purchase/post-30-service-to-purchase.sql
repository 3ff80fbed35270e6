-- 16.0 says for each company whether a service is bought when it is sold.
do $$ begin
  if juniper_upgrade.column_exists('product_template', 'service_to_purchase') then
    insert into public.ir_property (name, res_id, company_id, fields_id, type, value_integer)
    select 'service_to_purchase', 'product.template,' || t.id, c.id, f.id, 'boolean', 1
    from public.product_template t
    join public.ir_model_fields f on f.model = 'product.template' and f.name = 'service_to_purchase'
    join public.res_company c on t.company_id is null or c.id = t.company_id
    where t.service_to_purchase
      and not exists (select 1 from public.ir_property p where (p.fields_id, p.res_id, p.company_id) = (f.id, 'product.template,' || t.id, c.id));
  end if;
end $$;
