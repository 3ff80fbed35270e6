-- 16.0 keeps a partner's credit limit for each company.
do $$ begin
  if juniper_upgrade.column_exists('res_partner', 'credit_limit') then
    insert into public.ir_property (name, res_id, company_id, fields_id, type, value_float)
    select 'credit_limit', 'res.partner,' || p.id, c.id, f.id, 'float', p.credit_limit
    from public.res_partner p
    join public.ir_model_fields f on f.model = 'res.partner' and f.name = 'credit_limit'
    join public.res_company c on p.company_id is null or c.id = p.company_id
    where p.credit_limit <> 0;
  end if;
end $$;
