-- 17.0 requires the address of a page.
call juniper_upgrade.fill('website_page', 'url', $$'/page-' || x.id$$);
