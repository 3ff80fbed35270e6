-- 18.0 says previous where reports said last.
update public.account_report set default_opening_date_filter = replace(default_opening_date_filter, 'last_', 'previous_')
where default_opening_date_filter in ('last_month', 'last_quarter', 'last_year', 'last_tax_period');
