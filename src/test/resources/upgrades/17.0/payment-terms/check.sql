select string_agg(format('%s %s %s', l.value_amount::int, l.delay_type, l.nb_days), ', ' order by l.id)
from account_payment_term_line l join account_payment_term t on t.id = l.payment_id where t.name->>'en_US' = 'Ours'
having string_agg(format('%s %s %s', l.value_amount::int, l.delay_type, l.nb_days), ', ' order by l.id)
  <> '30 days_after 15, 20 days_after 30, 50 days_after_end_of_month 10'
union all
select format('the discount is %s %% for %s days', t.discount_percentage, t.discount_days) from account_payment_term t
where t.name->>'en_US' = 'Ours' and (not t.early_discount or t.discount_percentage <> 3 or t.discount_days <> 7)
