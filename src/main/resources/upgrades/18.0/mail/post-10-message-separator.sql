-- 18.0 stores where a member's unread messages begin: after the last one seen.
update public.discuss_channel_member set new_message_separator = coalesce(seen_message_id + 1, 0)
where new_message_separator is null;
