-- 16.0 goes on renaming acquirers: their icons, steps and tokens, and the two providers that come with the ERP.
call juniper_upgrade.rename_field('payment.token', 'name', 'payment_details');
call juniper_upgrade.rename_table('payment_acquirer_payment_icon_rel', 'payment_icon_payment_provider_rel');
call juniper_upgrade.rename_column('payment_icon_payment_provider_rel', 'payment_acquirer_id', 'payment_provider_id');
call juniper_upgrade.rename_field('account.payment.method.line', 'payment_acquirer_id', 'payment_provider_id');
call juniper_upgrade.rename_field('res.company', 'payment_acquirer_onboarding_state', 'payment_provider_onboarding_state');
call juniper_upgrade.rename_field('res.company', 'website_sale_onboarding_payment_acquirer_state', 'website_sale_onboarding_payment_provider_state');
update public.payment_provider set code = 'custom' where code = 'transfer';
update public.payment_provider set code = 'demo' where code = 'test';
call juniper_upgrade.rename_external_id('payment', 'payment_provider_test', 'payment', 'payment_provider_demo');
call juniper_upgrade.rename_external_ids('payment_acquirer', 'payment_provider');
call juniper_upgrade.rename_external_ids('acquirer', 'provider');
