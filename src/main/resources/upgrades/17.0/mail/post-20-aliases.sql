-- 17.0 makes the domains of addresses records, in place of parameters.
insert into public.mail_alias_domain (name, bounce_alias, catchall_alias, default_from, sequence, create_uid, create_date, write_uid, write_date)
select d.value,
       coalesce((select value from public.ir_config_parameter where key = 'mail.bounce.alias'), 'bounce'),
       coalesce((select value from public.ir_config_parameter where key = 'mail.catchall.alias'), 'catchall'),
       coalesce((select value from public.ir_config_parameter where key = 'mail.default.from'), 'notifications'),
       10, 1, now(), 1, now()
from public.ir_config_parameter d
where d.key = 'mail.catchall.domain' and d.value <> '' and not exists (select 1 from public.mail_alias_domain);
call juniper_upgrade.fill('res_company', 'alias_domain_id', '(select min(d.id) from public.mail_alias_domain d)');
call juniper_upgrade.fill('res_company', 'alias_domain_name', '(select d.name from public.mail_alias_domain d where d.id = x.alias_domain_id)');
call juniper_upgrade.fill('mail_alias', 'alias_domain_id', '(select min(d.id) from public.mail_alias_domain d)');
call juniper_upgrade.fill('mail_alias', 'alias_full_name', $$x.alias_name || coalesce('@' || (select d.name from public.mail_alias_domain d where d.id = x.alias_domain_id), '')$$);
call juniper_upgrade.fill('mail_alias', 'alias_incoming_local', 'false');
call juniper_upgrade.fill('mail_alias', 'alias_status', $$'not_tested'$$);
