-- 15.0 tells how much a payment may differ by a tolerance, no longer by the share that must match.
call juniper_upgrade.fill('account_reconcile_model', 'payment_tolerance_type', $$'percentage'$$);
call juniper_upgrade.fill('account_reconcile_model', 'payment_tolerance_param', 'case when x.match_total_amount then 100 - x.match_total_amount_param else 0 end');
call juniper_upgrade.fill('account_reconcile_model', 'allow_payment_tolerance', 'coalesce(x.match_total_amount, false)');
call juniper_upgrade.fill('account_reconcile_model_template', 'payment_tolerance_type', $$'percentage'$$);
call juniper_upgrade.fill('account_reconcile_model_template', 'payment_tolerance_param', 'case when x.match_total_amount then 100 - x.match_total_amount_param else 0 end');
call juniper_upgrade.fill('account_reconcile_model_template', 'allow_payment_tolerance', 'coalesce(x.match_total_amount, false)');
