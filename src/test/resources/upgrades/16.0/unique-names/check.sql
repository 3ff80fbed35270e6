select string_agg(name, ', ' order by id) from utm_source where name ~ '^(Letter|Fair)'
having string_agg(name, ', ' order by id) is distinct from 'Letter, Letter [2], Letter [3], Fair'
union all
select string_agg(name, ', ' order by id) from account_reconcile_model where name ~ '^(Fees|Rent)'
having string_agg(name, ', ' order by id) is distinct from 'Fees, Fees [2], Rent'
union all
select notification_type from res_users where login = 'portal@ours.example' and notification_type <> 'email'
union all
select 'there is no rule ' || v.name from (values ('utm_source_unique_name'), ('account_reconcile_model_name_unique'), ('res_users_notification_type')) v (name)
where not exists (select 1 from pg_constraint c where c.conname = v.name)
