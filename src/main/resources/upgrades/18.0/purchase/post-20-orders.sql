-- 18.0 stores what an order comes to in the company's currency.
call juniper_upgrade.fill('purchase_order', 'amount_total_cc', $$round((x.amount_total / coalesce(nullif(x.currency_rate, 0), 1))::numeric, coalesce((
  select u.decimal_places from public.res_company c join public.res_currency u on u.id = c.currency_id where c.id = x.company_id), 2))$$);
