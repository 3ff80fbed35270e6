-- 18.0 calls a project's analytic account like that of any other record.
call juniper_upgrade.rename_field('project.project', 'analytic_account_id', 'account_id');
