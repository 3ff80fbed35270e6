-- names that come again: of sources, of rules of two companies; and a portal user who reads notifications in the inbox
insert into utm_source (name) values ('Letter'), ('Letter'), ('Letter'), ('Fair');
insert into account_reconcile_model (name, company_id, rule_type) values ('Fees', 1, 'writeoff_button'), ('Fees', 1, 'writeoff_button'), ('Rent', 1, 'writeoff_button');
insert into res_users (login, partner_id, company_id, active, share, notification_type) values ('portal@ours.example', 1, 1, true, true, 'inbox')
