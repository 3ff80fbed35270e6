-- 18.0 calls the views that list records lists, no longer trees.
update public.ir_ui_view set arch_db = regexp_replace(regexp_replace(regexp_replace(regexp_replace(arch_db::text, '(</?)tree\y', '\1list', 'g'),
  '(/+)tree\y', '\1list', 'g'), '(\ymode=(?:\\"|'')(?:\w+,)*)tree\y', '\1list', 'g'), '\ytree_view_ref\y', 'list_view_ref', 'g')::jsonb
where arch_db::text ~ '(</?|/)tree\y|\ytree_view_ref\y|\ymode=(\\"|'')(\w+,)*tree\y';
update public.ir_ui_view set type = 'list' where type = 'tree';
update public.ir_ui_view_custom set arch = regexp_replace(arch, '(\yview_mode=["''](?:\w+,)*)tree\y', '\1list', 'g') where arch ~ '\ytree\y';
update public.ir_act_window set view_mode = regexp_replace(view_mode, '\ytree\y', 'list', 'g') where view_mode ~ '\ytree\y';
update public.ir_act_window set context = regexp_replace(context, '\ytree_view_ref\y', 'list_view_ref', 'g') where context ~ '\ytree_view_ref\y';
update public.ir_act_window_view set view_mode = 'list' where view_mode = 'tree';
update public.ir_actions set binding_view_types = regexp_replace(binding_view_types, '\ytree\y', 'list', 'g')
where binding_view_types ~ '\ytree\y';
-- code names them where it opens an action
update public.ir_act_server set code = regexp_replace(regexp_replace(regexp_replace(code,
  '((["''])view_mode\2\s*:\s*["''](?:\w+,)*)tree\y', '\1list', 'g'), '(,\s*["''])tree(["'']\s*[)\]])', '\1list\2', 'g'),
  '\ytree_view_ref\y', 'list_view_ref', 'g')
where code ~ '\ytree(_view_ref)?\y' and code ~ '\y(view_mode|views|tree_view_ref)\y';
