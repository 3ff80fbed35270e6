-- 15.0 lets only partners follow a document, no channels.
call juniper_upgrade.delete_rows('mail_followers', 'partner_id is null', 'channels follow no documents any more');
