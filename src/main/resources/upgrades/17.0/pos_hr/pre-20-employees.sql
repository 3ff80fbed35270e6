-- 17.0 tells cashiers with all rights from the others: those that were allowed are of the second kind.
call juniper_upgrade.rename_table('hr_employee_pos_config_rel', 'pos_hr_basic_employee_hr_employee');
