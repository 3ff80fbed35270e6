-- 17.0 lets each company say how far a plan applies; optional is what holds without a value.
do $$ begin
  if juniper_upgrade.column_exists('account_analytic_plan', 'default_applicability') then
    insert into public.ir_property (name, res_id, type, fields_id, company_id, value_text, create_uid, create_date, write_uid, write_date)
    select f.name, 'account.analytic.plan,' || p.id, 'selection', f.id, c.id, p.default_applicability, 1, now(), 1, now()
    from public.account_analytic_plan p
    join public.res_company c on c.id = coalesce(p.company_id, c.id)
    join public.ir_model_fields f on f.model = 'account.analytic.plan' and f.name = 'default_applicability'
    where p.default_applicability <> 'optional'
      and not exists (select 1 from public.ir_property x where x.fields_id = f.id and x.company_id = c.id
                      and x.res_id = 'account.analytic.plan,' || p.id)
    order by p.id, c.id;
  end if;
end $$;
