-- 16.0 lets no two websites have one domain, not even an empty one.
update public.website set domain = null where domain = '';
