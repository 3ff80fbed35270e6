-- 17.0 makes plans of activities a thing of every model, not of employees alone.
call juniper_upgrade.rename_model('hr.plan', 'mail.activity.plan');
call juniper_upgrade.rename_model('hr.plan.activity.type', 'mail.activity.plan.template');
call juniper_upgrade.rename_field('mail.activity.plan.template', 'responsible', 'responsible_type');
call juniper_upgrade.rename_table('hr_department_mail_channel_rel', 'discuss_channel_hr_department_rel');
call juniper_upgrade.rename_column('discuss_channel_hr_department_rel', 'mail_channel_id', 'discuss_channel_id');
