-- Pages of the website are there, and published as in production.
-- red: gone, changed
-- table website_page: id, url, is_published, write_date
select p.id, p.url, case when p.is_published = 'true' then 'published' else 'not published' end, p.write_date from website_page p
