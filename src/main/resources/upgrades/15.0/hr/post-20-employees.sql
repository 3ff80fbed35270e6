-- 15.0 makes places of work and reasons of leaving records.
insert into public.hr_work_location (name, active, company_id, address_id, create_uid, create_date, write_uid, write_date)
select e.work_location, true, e.company_id, min(coalesce(e.address_id, c.partner_id)), 1, now(), 1, now()
from public.hr_employee e join public.res_company c on c.id = e.company_id
where e.work_location <> ''
  and not exists (select 1 from public.hr_work_location l where l.name = e.work_location and l.company_id = e.company_id)
group by 1, 2, 3;
update public.hr_employee e set work_location_id = l.id
from public.hr_work_location l where l.name = e.work_location and l.company_id = e.company_id and e.work_location_id is null;
update public.hr_employee e set departure_reason_id = d.res_id
from public.ir_model_data d
where d.module = 'hr' and d.model = 'hr.departure.reason' and d.name = 'departure_' || e.departure_reason and e.departure_reason_id is null;
call juniper_upgrade.fill('hr_employee', 'employee_type', $$'employee'$$);
