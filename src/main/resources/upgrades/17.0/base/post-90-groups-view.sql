-- The view of a user's groups is generated from the groups of its own database: the release's names groups that are not
-- here. The ERP generates it anew when groups change.
update public.ir_ui_view v set arch_db = jsonb_build_object('en_US', '<field name="groups_id" position="after"/>')
from public.ir_model_data d
where d.module = 'base' and d.name = 'user_groups_view' and d.model = 'ir.ui.view' and d.res_id = v.id;
