-- 17.0 lets a field of one's own say whether its HTML is made safe: as every one was before.
do $$ declare mark record; begin
  for mark in select * from (values ('sanitize', 'true'), ('sanitize_overridable', 'false'), ('sanitize_tags', 'true'), ('sanitize_attributes', 'true'),
      ('sanitize_style', 'false'), ('sanitize_form', 'true'), ('strip_style', 'false'), ('strip_classes', 'false')) v (name, value)
  loop
    execute format('update public.ir_model_fields set %1$I = %2$s where state = ''manual'' and ttype = ''html'' and %1$I is null', mark.name, mark.value);
  end loop;
end $$;
