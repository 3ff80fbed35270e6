-- 16.0 tells a company's rules of reconciliation from each other by their names: a name that comes again gets a number.
update public.account_reconcile_model x set name = x.name || ' [' || n.number || ']'
from (select id, row_number() over (partition by company_id, name order by id) as number from public.account_reconcile_model) n
where n.id = x.id and n.number > 1;
