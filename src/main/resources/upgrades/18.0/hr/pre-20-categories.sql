-- 18.0 names the employee of a category by what it is.
call juniper_upgrade.rename_column('employee_category_rel', 'emp_id', 'employee_id');
