-- 17.0 has ribbons on products only: a tag's ribbon goes to its products that have none.
do $$ begin
  if juniper_upgrade.column_exists('product_tag', 'ribbon_id') then
    update public.product_template t set website_ribbon_id = r.ribbon_id
    from (select l.product_template_id, min(g.ribbon_id) as ribbon_id
          from public.product_tag_product_template_rel l join public.product_tag g on g.id = l.product_tag_id
          where g.ribbon_id is not null group by 1) r
    where r.product_template_id = t.id and t.website_ribbon_id is null;
  end if;
end $$;
