-- 16.0 knows only whether the first invoice was made, not how far it went.
call juniper_upgrade.fill('res_company', 'account_onboarding_create_invoice_state_flag',
  $$x.account_onboarding_create_invoice_state in ('just_done', 'done')$$);
