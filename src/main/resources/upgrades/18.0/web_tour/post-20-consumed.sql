-- 18.0 keeps a tour once, and who has taken it.
do $$ begin
  if juniper_upgrade.column_exists('web_tour_tour', 'user_id') then
    call juniper_upgrade.add_links('res_users_web_tour_tour_rel', 'web_tour_tour_id', 'res_users_id',
      'select min(t.id) over (partition by t.name), t.user_id from public.web_tour_tour t');
    call juniper_upgrade.delete_rows('web_tour_tour', 'exists (select 1 from public.web_tour_tour o where o.name = x.name and o.id < x.id)',
      'a tour is kept once for all users');
  end if;
end $$;
call juniper_upgrade.fill('web_tour_tour', 'custom', 'false');
call juniper_upgrade.fill('web_tour_tour', 'sequence', '1000');
call juniper_upgrade.fill('res_users', 'tour_enabled', 'false');
