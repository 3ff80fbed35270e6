-- 17.0 writes to a task's customer, or to the addresses in copy: who wrote a task without being a customer stands there.
do $$ begin
  if juniper_upgrade.column_exists('project_task', 'email_from') then
    update public.project_task set email_cc = concat_ws(', ', nullif(email_cc, ''), email_from)
    where partner_id is null and coalesce(email_from, '') <> '' and strpos(coalesce(email_cc, ''), email_from) = 0;
  end if;
end $$;
