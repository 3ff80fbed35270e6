-- 18.0 insists that the order of a saved filter is a list in JSON; lists as Python writes them, and plain words, were as good.
do $$ declare
  filter record;
  attempt text;
begin
  for filter in select id, sort from public.ir_filters where sort is not null loop
    foreach attempt in array array[filter.sort, replace(filter.sort, '''', '"'),
      (select coalesce(jsonb_agg(btrim(word)), '[]')::text from regexp_split_to_table(filter.sort, ',') word where btrim(word) <> '')]
    loop
      begin
        if jsonb_typeof(attempt::jsonb) = 'array' then
          update public.ir_filters set sort = attempt where id = filter.id and sort <> attempt;
          exit;
        end if;
      exception when data_exception then
        continue;
      end;
    end loop;
  end loop;
end $$;
