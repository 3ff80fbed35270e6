-- 18.0 requires the name of a page of records.
call juniper_upgrade.fill('website_controller_page', 'name', 'x.name_slugified');
