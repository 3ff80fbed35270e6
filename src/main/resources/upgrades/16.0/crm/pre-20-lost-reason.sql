-- 16.0 names the reason why a lead is lost like other references.
call juniper_upgrade.rename_field('crm.lead', 'lost_reason', 'lost_reason_id');
