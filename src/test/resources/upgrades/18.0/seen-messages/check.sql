select format('seen up to %s, separator at %s', m.seen_message_id, m.new_message_separator)
from discuss_channel_member m join discuss_channel c on c.id = m.channel_id
where c.name = 'Seen' and m.new_message_separator is distinct from m.seen_message_id + 1
