-- 17.0 renames the subscriptions of mailing lists.
call juniper_upgrade.rename_table('mailing_contact_list_rel', 'mailing_contact_subscription');
call juniper_upgrade.rename_model('mailing.contact.subscription', 'mailing.subscription');
call juniper_upgrade.rename_field('mailing.subscription', 'unsubscription_date', 'opt_out_datetime');
