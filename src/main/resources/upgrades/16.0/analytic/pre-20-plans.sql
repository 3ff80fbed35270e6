-- 16.0 replaces groups of analytic accounts by plans.
call juniper_upgrade.rename_model('account.analytic.group', 'account.analytic.plan');
