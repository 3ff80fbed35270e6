select format('%s has the type %s', a.name, a.account_type)
from account_account a where a.code like 'T%' and (a.account_type is null or a.internal_group <> split_part(a.account_type, '_', 1))
union all
select 'the own type is lost' where not exists (select 1 from account_account where account_type = 'liability_payable' and code like 'T%')
