-- 17.0 keeps amounts of money of tracked changes with other numbers, and describes fields that are gone.
update public.mail_tracking_value set
  old_value_float = coalesce(nullif(old_value_float, 0), old_value_monetary),
  new_value_float = coalesce(nullif(new_value_float, 0), new_value_monetary)
where field_type = 'monetary';
update public.mail_tracking_value v set
  field_info = jsonb_build_object('desc', v.field_desc, 'name', coalesce(f.name, 'unknown'), 'type', v.field_type, 'sequence', coalesce(v.tracking_sequence, 100)),
  field_id = null
from (select t.id, b.name
      from public.mail_tracking_value t
      left join juniper_upgrade.base_map m on m.family = 'ir_model_fields' and m.ours = t.field_id
      left join juniper_upgrade_base.ir_model_fields b on b.id = m.base
      where t.field_id is not null and not exists (select 1 from public.ir_model_fields i where i.id = t.field_id)) f
where f.id = v.id;
