-- 18.0 lets a company say whether prices include taxes, and a tax differ from it.
call juniper_upgrade.fill('res_company', 'account_price_include', $$'tax_excluded'$$);
update public.account_tax set price_include_override = 'tax_included' where price_include and price_include_override is null;
call juniper_upgrade.fill('res_company', 'autopost_bills', 'true');
call juniper_upgrade.fill('res_partner', 'autopost_bills', $$'ask'$$);
call juniper_upgrade.fill('account_journal', 'autocheck_on_post', 'true');
call juniper_upgrade.fill('account_reconcile_model', 'counterpart_type', $$'general'$$);
-- one date that locked everything but taxes becomes one for sales and one for purchases
call juniper_upgrade.fill_from('res_company', 'sale_lock_date', 'period_lock_date');
call juniper_upgrade.fill_from('res_company', 'purchase_lock_date', 'period_lock_date');
