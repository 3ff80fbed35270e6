-- 16.0 gives every kind of activity to one plan: one that belongs to several is copied.
alter table public.hr_plan_activity_type add column if not exists plan_id int;
update public.hr_plan_activity_type t set plan_id = r.plan_id
from (select hr_plan_activity_type_id as id, min(hr_plan_id) as plan_id from public.hr_plan_hr_plan_activity_type_rel group by 1) r
where r.id = t.id;
insert into public.hr_plan_activity_type (activity_type_id, summary, responsible, responsible_id, note, plan_id,
  create_uid, create_date, write_uid, write_date)
select t.activity_type_id, t.summary, t.responsible, t.responsible_id, t.note, r.hr_plan_id,
  t.create_uid, t.create_date, t.write_uid, t.write_date
from public.hr_plan_hr_plan_activity_type_rel r join public.hr_plan_activity_type t on t.id = r.hr_plan_activity_type_id
where r.hr_plan_id <> t.plan_id;
