-- mails with times, and with texts that are none
insert into mail_message (model, res_id, subject, message_type) values ('res.partner', 1, 'Scheduled', 'email');
insert into mail_mail (mail_message_id, email_to, state, scheduled_date)
select m.id, v.name, 'outgoing', v.at from mail_message m, (values ('time', '2031-02-03 04:05:06'), ('day', '2031-02-03'), ('none', null),
  ('empty', ''), ('no day', '2021-02-30 10:00:00'), ('word', 'tomorrow'), ('late', '20310-01-01')) v (name, at) where m.subject = 'Scheduled'
