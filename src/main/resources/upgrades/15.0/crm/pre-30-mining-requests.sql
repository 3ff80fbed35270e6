-- 15.0 renames the sequence of requests for leads, and the module that brings it.
call juniper_upgrade.rename_external_id('crm_iap_lead', 'seq_crm_iap_lead_mining_request', 'crm_iap_mine', 'ir_sequence_crm_iap_mine');
