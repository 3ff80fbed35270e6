-- 18.0 calls the name of a page of records a name; the field of that name was its view's.
call juniper_upgrade.rename_column('website_controller_page', 'page_name', 'name');
