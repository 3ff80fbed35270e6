-- 16.0 makes defaults of analytic accounts a model of distributions.
do $$ begin
  if juniper_upgrade.table_exists('account_analytic_default') then
    insert into public.account_analytic_distribution_model (partner_id, product_id, company_id, account_prefix, analytic_distribution)
    select d.partner_id, d.product_id, d.company_id, a.code, jsonb_build_object(d.analytic_id::text, 100)
    from public.account_analytic_default d left join public.account_account a on a.id = d.account_id
    where d.analytic_id is not null;
  end if;
end $$;
