select string_agg(name, ', ' order by name) from stock_warehouse_orderpoint where name like 'OP_'
having string_agg(name, ', ' order by name) is distinct from 'OP2, OP4, OP5'
union all
select format('%s holds %s', name, qty) from product_packaging where name in ('Nothing', 'Dozen') and qty <> case name when 'Dozen' then 12 else 1 end
