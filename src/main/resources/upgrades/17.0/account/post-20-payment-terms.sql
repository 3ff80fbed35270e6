-- 17.0 names how a part's days are counted, and keeps the discount for early payment with the term.
update public.account_payment_term t set
  early_discount = true, discount_percentage = l.discount_percentage, discount_days = l.discount_days
from (select distinct on (payment_id) payment_id, discount_percentage, discount_days from public.account_payment_term_line
      where discount_percentage > 0 order by payment_id, id) l
where l.payment_id = t.id and t.early_discount is null;
call juniper_upgrade.fill('account_payment_term', 'early_discount', 'false');
call juniper_upgrade.fill('account_payment_term', 'discount_percentage', '2.0');
call juniper_upgrade.fill('account_payment_term', 'discount_days', '10');
do $$ begin
  if juniper_upgrade.column_exists('res_company', 'early_pay_discount_computation') then
    call juniper_upgrade.fill('account_payment_term', 'early_pay_discount_computation',
      $x$(select c.early_pay_discount_computation from public.res_company c order by c.id <> coalesce(x.company_id, 1), c.id limit 1)$x$);
  end if;
end $$;
call juniper_upgrade.fill('account_payment_term', 'early_pay_discount_computation', $$'included'$$);
update public.account_payment_term_line set
  delay_type = case
    when not coalesce(end_month, false) then 'days_after'
    when coalesce(days, 0) > 0 then 'days_end_of_month_on_the'
    when coalesce(months, 0) >= 1 then 'days_after_end_of_next_month'
    when months = -1 then 'days_end_of_month_on_the'
    else 'days_after_end_of_month' end,
  nb_days = case
    when not coalesce(end_month, false) then coalesce(days, 0) + 30 * coalesce(months, 0)
    when coalesce(days, 0) > 0 then days + 30 * greatest(coalesce(months, 0), 0)
    when months = -1 then 0
    else coalesce(days_after, 0) end
where delay_type is null;
-- the rest of an amount is a share like the others
update public.account_payment_term_line l set value = 'percent', value_amount = 100 - coalesce((
  select sum(o.value_amount) from public.account_payment_term_line o where o.payment_id = l.payment_id and o.value = 'percent'), 0)
where l.value = 'balance';
