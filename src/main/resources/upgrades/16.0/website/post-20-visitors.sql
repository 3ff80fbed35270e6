-- 16.0 recognizes a visitor who is logged in by the partner, and no longer archives visitors.
update public.website_visitor set access_token = partner_id::text where access_token <> partner_id::text;
