insert into discuss_channel (name, active, channel_type) values ('Seen', true, 'channel');
insert into mail_message (model, res_id, body, message_type) select 'discuss.channel', id, 'Read me', 'comment' from discuss_channel where name = 'Seen';
insert into discuss_channel_member (channel_id, partner_id, seen_message_id)
select c.id, 1, m.id from discuss_channel c join mail_message m on m.model = 'discuss.channel' and m.res_id = c.id where c.name = 'Seen'
