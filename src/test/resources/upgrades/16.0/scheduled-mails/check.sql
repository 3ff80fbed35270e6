select format('%s: %s at %s', v.name, x.state, x.scheduled_date)
from (values ('time', 'outgoing', timestamp '2031-02-03 04:05:06'), ('day', 'outgoing', '2031-02-03'), ('none', 'outgoing', null),
  ('empty', 'outgoing', null), ('no day', 'outgoing', null), ('word', 'cancel', null), ('late', 'cancel', null)) v (name, state, at)
left join (select a.* from mail_mail a join mail_message m on m.id = a.mail_message_id where m.subject = 'Scheduled') x on x.email_to = v.name
where (x.state, x.scheduled_date) is distinct from (v.state, v.at)
