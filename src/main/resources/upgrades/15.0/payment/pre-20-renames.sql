-- 15.0 renames parts of transactions and acquirers.
call juniper_upgrade.rename_field('payment.transaction', 'payment_token_id', 'token_id');
call juniper_upgrade.rename_field('payment.transaction', 'date', 'last_state_change');
call juniper_upgrade.rename_field('payment.transaction', 'is_processed', 'is_post_processed');
call juniper_upgrade.rename_field('payment.transaction', 'return_url', 'landing_route');
call juniper_upgrade.rename_field('payment.acquirer', 'view_template_id', 'redirect_form_view_id');
call juniper_upgrade.rename_field('payment.acquirer', 'registration_view_template_id', 'inline_form_view_id');
update public.payment_acquirer set provider = 'none' where provider = 'manual';
