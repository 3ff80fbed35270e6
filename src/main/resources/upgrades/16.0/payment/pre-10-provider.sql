-- 16.0 renames acquirers to providers, and the columns that point to them.
call juniper_upgrade.rename_model('payment.acquirer', 'payment.provider');
call juniper_upgrade.rename_field('payment.token', 'acquirer_id', 'provider_id');
call juniper_upgrade.rename_field('payment.transaction', 'acquirer_id', 'provider_id');
call juniper_upgrade.rename_field('payment.token', 'acquirer_ref', 'provider_ref');
call juniper_upgrade.rename_field('payment.transaction', 'acquirer_reference', 'provider_reference');
call juniper_upgrade.rename_field('payment.provider', 'provider', 'code');
update public.ir_model_data d set name = replace(d.name, 'payment_acquirer_', 'payment_provider_')
where d.model = 'payment.provider' and d.name like 'payment_acquirer_%'
  and not exists (select 1 from public.ir_model_data x
                  where x.module = d.module and x.name = replace(d.name, 'payment_acquirer_', 'payment_provider_'));
