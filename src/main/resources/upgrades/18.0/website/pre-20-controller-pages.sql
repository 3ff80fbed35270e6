-- 18.0 calls the name of a page of records a name.
call juniper_upgrade.rename_field('website.controller.page', 'page_name', 'name');
