select 'the channel, its member or its message is lost' where not exists (
  select 1 from discuss_channel c join discuss_channel_member m on m.channel_id = c.id and m.partner_id = 1
  join mail_message x on x.model = 'discuss.channel' and x.res_id = c.id
  where c.name::text like '%Our channel%')
