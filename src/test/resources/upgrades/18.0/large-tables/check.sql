select format('%s of 12000 entries are not filled', count(*)) from account_move
where name like 'LARGE/%' and (is_manually_modified is distinct from false or made_sequence_gap is distinct from false) having count(*) > 0
union all
select format('%s of 12000 entries', count(*)) from account_move where name like 'LARGE/%' having count(*) <> 12000
union all
select format('%s has a default', attname) from pg_attribute where attrelid = 'account_move'::regclass and attname in ('is_manually_modified', 'made_sequence_gap') and atthasdef
union all
select format('key %s is not checked', conname) from pg_constraint where conrelid = 'account_move'::regclass and not convalidated
union all
select 'the key to partners is gone' where not exists (
  select 1 from pg_constraint where conrelid = 'account_move'::regclass and confrelid = 'res_partner'::regclass and contype = 'f')
