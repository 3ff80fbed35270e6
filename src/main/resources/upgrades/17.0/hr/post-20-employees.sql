-- 17.0 keeps an employee's private address with the employee.
call juniper_upgrade.fill('mail_activity_plan', 'res_model', $$'hr.employee'$$);
call juniper_upgrade.fill('mail_activity_plan', 'res_model_id', $$(select m.id from public.ir_model m where m.model = x.res_model)$$);
update public.hr_employee e set
  private_street = p.street, private_street2 = p.street2, private_city = p.city, private_zip = p.zip,
  private_state_id = p.state_id, private_country_id = p.country_id, private_email = p.email, private_phone = p.phone, lang = p.lang
from public.res_partner p where p.id = e.address_home_id and e.private_street is null;
call juniper_upgrade.fill('hr_work_location', 'location_type', $$'office'$$);
