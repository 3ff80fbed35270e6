-- 16.0 distributes amounts over analytic accounts by one JSON value, in place of an account and tags with shares.
do $$ declare place record; begin
  for place in
    select * from (values
      ('account_move_line', 'analytic_account_id', 'account_analytic_tag_account_move_line_rel', 'account_move_line_id'),
      ('account_reconcile_model_line', 'analytic_account_id', 'account_reconcile_model_analytic_tag_rel', 'account_reconcile_model_line_id'),
      ('purchase_order_line', 'account_analytic_id', 'account_analytic_tag_purchase_order_line_rel', 'purchase_order_line_id'),
      ('sale_order_line', null, 'account_analytic_tag_sale_order_line_rel', 'sale_order_line_id')) as p (tbl, account, tags, line)
  loop
    if not juniper_upgrade.column_exists(place.tbl, 'analytic_distribution') then
      continue;
    end if;
    if juniper_upgrade.table_exists(place.tags) and juniper_upgrade.table_exists('account_analytic_distribution') then
      execute format($sql$
        update public.%1$I x set analytic_distribution = s.shares
        from (select line, jsonb_object_agg(account_id::text, percentage) as shares
              from (select r.%3$I as line, d.account_id, sum(d.percentage) as percentage
                    from public.%2$I r
                    join public.account_analytic_tag t on t.id = r.account_analytic_tag_id and t.active_analytic_distribution
                    join public.account_analytic_distribution d on d.tag_id = t.id
                    group by 1, 2) a
              group by line) s
        where s.line = x.id and x.analytic_distribution is null$sql$, place.tbl, place.tags, place.line);
    end if;
    if place.account is not null and juniper_upgrade.column_exists(place.tbl, place.account) then
      execute format($sql$
        update public.%1$I x set analytic_distribution =
          coalesce(x.analytic_distribution, '{}') || jsonb_build_object(x.%2$I::text, 100)
        where x.%2$I is not null$sql$, place.tbl, place.account);
    end if;
  end loop;
end $$;
