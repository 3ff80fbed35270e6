-- 16.0 makes tax reports and their lines records of one general model of reports.
call juniper_upgrade.rename_model('account.tax.report', 'account.report');
call juniper_upgrade.rename_model('account.tax.report.line', 'account.report.line');
