-- 17.0 keeps amounts of money of tracked changes with other numbers, and describes fields that are gone.
update public.mail_tracking_value set
  old_value_float = coalesce(nullif(old_value_float, 0), old_value_monetary),
  new_value_float = coalesce(nullif(new_value_float, 0), new_value_monetary)
where field_type = 'monetary';
update public.mail_tracking_value v set
  field_info = jsonb_build_object('desc', v.field_desc, 'name', coalesce(f.name, 'unknown'), 'type', v.field_type, 'sequence', coalesce(v.tracking_sequence, 100)),
  field_id = null
from (select t.id, i.name from public.mail_tracking_value t left join public.ir_model_fields i on i.id = t.field_id) f
where f.id = v.id and f.name is null and v.field_id is not null;
