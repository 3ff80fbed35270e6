-- 18.0 lets companies share an account, each with a code of its own.
call juniper_upgrade.add_links('account_account_res_company_rel', 'account_account_id', 'res_company_id',
  'select id, company_id from public.account_account');
-- the code is kept with the topmost company of a tree
call juniper_upgrade.fill('account_account', 'code_store', $$jsonb_build_object(
  (select coalesce(nullif(split_part(c.parent_path, '/', 1), ''), c.id::text) from public.res_company c where c.id = x.company_id), x.code)$$);
