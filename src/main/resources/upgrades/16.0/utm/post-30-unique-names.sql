-- 16.0 tells campaigns, media and sources from each other by their names: a name that comes again gets a number.
do $$ declare t text; begin
  foreach t in array array['utm_campaign', 'utm_medium', 'utm_source'] loop
    execute format($sql$
      update public.%1$I x set name = x.name || ' [' || n.number || ']'
      from (select id, row_number() over (partition by name order by id) as number from public.%1$I) n
      where n.id = x.id and n.number > 1$sql$, t);
  end loop;
end $$;
