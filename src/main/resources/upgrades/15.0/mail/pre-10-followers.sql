-- 15.0 lets only partners follow a document, no channels.
delete from public.mail_followers where partner_id is null;
