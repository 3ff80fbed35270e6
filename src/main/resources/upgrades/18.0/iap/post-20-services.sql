-- 18.0 makes the services that accounts are for records.
insert into public.iap_service (name, technical_name, description, unit_name, integer_balance, create_uid, create_date, write_uid, write_date)
select a.service_name, a.service_name, jsonb_build_object('en_US', a.service_name), jsonb_build_object('en_US', 'Credits'), true, 1, now(), 1, now()
from (select distinct service_name from public.iap_account where service_name <> '') a
where not exists (select 1 from public.iap_service s where s.technical_name = a.service_name);
call juniper_upgrade.fill('iap_account', 'service_id', '(select min(s.id) from public.iap_service s where s.technical_name = x.service_name)');
