-- 18.0 requires what was optional before.
call juniper_upgrade.fill('res_lang', 'short_time_format', $$regexp_replace(x.time_format, ':%S', '')$$);
call juniper_upgrade.fill('ir_cron', 'interval_number', '1');
call juniper_upgrade.fill('ir_cron', 'interval_type', $$'months'$$);
call juniper_upgrade.fill('ir_cron', 'failure_count', '0');
update public.res_company set layout_background = 'Blank' where layout_background = 'Geometric';
call juniper_upgrade.fill('res_currency', 'iso_numeric', '0');
