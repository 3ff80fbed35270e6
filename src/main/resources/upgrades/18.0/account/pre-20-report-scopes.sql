-- 18.0 renames periods of reports, and where a payment's entry says what it comes from.
update public.account_report set default_opening_date_filter = replace(default_opening_date_filter, 'last_', 'previous_')
where default_opening_date_filter like 'last\_%';
update public.account_report_expression set date_scope = 'strict_range' where date_scope = 'normal';
call juniper_upgrade.rename_field('account.move', 'payment_id', 'origin_payment_id');
call juniper_upgrade.rename_field('account.move', 'send_and_print_values', 'sending_data');
