-- channels of each kind, each with a group that may come in and a group that joins by itself
insert into mail_alias (alias_model_id, alias_defaults, alias_contact) select id, '{}', 'everyone' from ir_model where model = 'mail.channel';
insert into mail_channel (name, active, channel_type, public, group_public_id, alias_id)
select v.name, true, v.kind, v.public, g.res_id, (select max(id) from mail_alias)
from ir_model_data g, (values ('Open', 'channel', 'public'), ('Closed', 'channel', 'private'), ('For users', 'channel', 'groups'),
  ('Two', 'chat', 'private'), ('Some', 'group', 'private')) v (name, kind, public)
where g.module = 'base' and g.name = 'group_user';
insert into mail_channel_res_groups_rel (mail_channel_id, res_groups_id)
select id, group_public_id from mail_channel where name in ('Closed', 'For users', 'Two')
