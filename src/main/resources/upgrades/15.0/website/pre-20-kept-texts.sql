-- 15.0 calls the code of a website's pages and its file for robots HTML; they stay as they are.
call juniper_upgrade.keep_text('website', 'custom_code_head');
call juniper_upgrade.keep_text('website', 'custom_code_footer');
call juniper_upgrade.keep_text('website', 'robots_txt');
