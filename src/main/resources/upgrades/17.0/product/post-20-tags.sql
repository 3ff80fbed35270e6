-- 17.0 stores the color of a tag as the web does.
update public.product_tag set color = '#3C3C3C' where color is null or color !~ '^#';
