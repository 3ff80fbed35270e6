-- What a tracked change was of is described with it when the field is gone.
update public.mail_tracking_value v set
  field_info = jsonb_build_object('desc', b.field_description ->> 'en_US', 'name', b.name, 'type', b.ttype, 'sequence', 100),
  field_id = null
from juniper_upgrade.base_map m join juniper_upgrade_base.ir_model_fields b on b.id = m.base
where m.family = 'ir_model_fields' and m.ours = v.field_id
  and not exists (select 1 from public.ir_model_fields i where i.id = v.field_id);
