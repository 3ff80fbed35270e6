insert into mail_channel (name, active, channel_type) values ('{"en_US": "Our channel"}', true, 'channel');
insert into mail_channel_member (channel_id, partner_id) select id, 1 from mail_channel where channel_type = 'channel' and name::text like '%Our channel%';
insert into mail_message (model, res_id, body, message_type)
select 'mail.channel', id, 'Hello', 'comment' from mail_channel where name::text like '%Our channel%';
insert into ir_model_data (module, name, model, res_id, noupdate)
select '__juniper_upgrade__', 'channel', 'mail.channel', id, true from mail_channel where name::text like '%Our channel%'
