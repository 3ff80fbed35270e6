-- 16.0 names a website's home page by its address.
update public.website w set homepage_url = p.url
from public.website_page p where p.id = w.homepage_id and p.url <> '/' and w.homepage_url is null;
