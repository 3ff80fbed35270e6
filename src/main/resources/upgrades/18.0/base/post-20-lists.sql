-- 18.0 calls the views that list records lists, no longer trees.
update public.ir_ui_view set arch_db = regexp_replace(regexp_replace(arch_db::text, '(</?)tree\y', '\1list', 'g'),
  '(/+)tree\y', '\1list', 'g')::jsonb
where arch_db::text ~ '(</?|/)tree\y';
update public.ir_ui_view set type = 'list' where type = 'tree';
update public.ir_act_window set view_mode = regexp_replace(view_mode, '\ytree\y', 'list', 'g') where view_mode ~ '\ytree\y';
update public.ir_act_window_view set view_mode = 'list' where view_mode = 'tree';
update public.ir_actions set binding_view_types = regexp_replace(binding_view_types, '\ytree\y', 'list', 'g')
where binding_view_types ~ '\ytree\y';
