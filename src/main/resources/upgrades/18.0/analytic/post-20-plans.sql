-- 18.0 keeps each plan's column on every model that is distributed.
call juniper_upgrade.plan_columns('account.analytic.line');
