select 'the channel, its member or its message is lost' where not exists (
  select 1 from discuss_channel c join discuss_channel_member m on m.channel_id = c.id and m.partner_id = 1
  join mail_message x on x.model = 'discuss.channel' and x.res_id = c.id
  where c.name::text like '%Our channel%')
union all select 'the external id of the platform does not lead to its channel' where not exists (
  select 1 from ir_model_data d join discuss_channel c on c.id = d.res_id and c.name::text like '%Our channel%'
  where d.module = '__juniper_upgrade__' and d.model = 'discuss.channel')
