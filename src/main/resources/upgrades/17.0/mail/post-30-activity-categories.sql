-- A category that no installed module knows any more is the default one.
update public.mail_activity_type t set category = 'default'
where category is not null and not exists (
  select 1 from public.ir_model_fields_selection s join public.ir_model_fields f on f.id = s.field_id
  where f.model = 'mail.activity.type' and f.name = 'category' and s.value = t.category);
