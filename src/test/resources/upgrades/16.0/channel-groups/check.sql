select format('%s: %s %s, %s groups join', c.name, c.channel_type, c.group_public_id, c.joined)
from (select c.*, (select count(*) from mail_channel_res_groups_rel r where r.mail_channel_id = c.id) as joined from mail_channel c) c
join (values ('Open', 'channel', false, 0), ('Closed', 'group', false, 0), ('For users', 'channel', true, 1), ('Two', 'chat', false, 0), ('Some', 'group', false, 0))
  v (name, kind, limited, joined) using (name)
where (c.channel_type, c.group_public_id is not null, c.joined) is distinct from (v.kind, v.limited, v.joined::bigint)
union all
select format('%s channels', count(*)) from mail_channel where name in ('Open', 'Closed', 'For users', 'Two', 'Some') having count(*) <> 5
union all
select 'there is no rule that only channels are limited' where not exists (select 1 from pg_constraint where conname = 'mail_channel_group_public_id_check')
