-- 17.0 names the field of a tracked change like other references.
call juniper_upgrade.rename_field('mail.tracking.value', 'field', 'field_id');
