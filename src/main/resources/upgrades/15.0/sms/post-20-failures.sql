-- 15.0 names why a text message failed like other failures.
call juniper_upgrade.fill_from('sms_sms', 'failure_type', 'error_code');
