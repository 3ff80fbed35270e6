-- 16.0 stores the tree of departments, and an employee's contact for work.
call juniper_upgrade.fill_parent_path('hr_department', 'parent_id');
update public.hr_department set master_department_id = split_part(parent_path, '/', 1)::int where parent_path <> '';
update public.hr_employee e set work_contact_id = u.partner_id
from public.res_users u where u.id = e.user_id and e.work_contact_id is null;
