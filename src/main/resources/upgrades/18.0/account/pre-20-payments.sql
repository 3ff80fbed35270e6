-- 18.0 keeps what a payment is for, and its state, with the payment (post-20-payments.sql).
call juniper_upgrade.follow_field('account.payment', 'ref', 'memo');
call juniper_upgrade.follow_option('account.payment', 'state', 'cancel', 'canceled');
