-- 15.0 says of a campaign whether it was made by itself, no longer whether it came from the website.
call juniper_upgrade.fill_from('utm_campaign', 'is_auto_campaign', 'is_website');
