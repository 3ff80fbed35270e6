insert into account_payment_term (name, active, sequence) values ('{"en_US": "Ours"}', true, 10);
insert into account_payment_term_line (payment_id, value, value_amount, months, days, end_month, days_after, discount_percentage, discount_days)
select t.id, v.* from account_payment_term t, (values
  ('percent', 30.0, 0, 15, false, 0, 3.0, 7), ('percent', 20.0, 1, 0, false, 0, 0, 0), ('balance', 0.0, 0, 0, true, 10, 0, 0)) v
where t.name->>'en_US' = 'Ours'
