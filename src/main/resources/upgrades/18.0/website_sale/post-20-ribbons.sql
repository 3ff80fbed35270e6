-- 18.0 describes a ribbon by a name, a side and colors, in place of HTML and style classes.
do $$ begin
  if juniper_upgrade.column_exists('product_ribbon', 'html') then
    update public.product_ribbon set name = (
        select jsonb_object_agg(l.key, coalesce(nullif(btrim(regexp_replace(l.value, '<[^>]*>', '', 'g')), ''), 'Ribbon')) from jsonb_each_text(html) l)
    where name is null and jsonb_typeof(html) = 'object';
    update public.product_ribbon set position = case when html_class like '%right%' then 'right' else 'left' end where position is null;
  end if;
end $$;
call juniper_upgrade.fill('product_ribbon', 'name', $$jsonb_build_object('en_US', 'Ribbon')$$);
call juniper_upgrade.fill('product_ribbon', 'position', $$'left'$$);
call juniper_upgrade.fill('product_ribbon', 'bg_color', $$'#0275d8'$$);
call juniper_upgrade.fill('product_ribbon', 'text_color', $$'#FFFFFF'$$);
update public.product_ribbon set bg_color = btrim(replace(bg_color, '!important', '')) where bg_color like '%!important%';
call juniper_upgrade.fill('website', 'ecommerce_access', $$'everyone'$$);
