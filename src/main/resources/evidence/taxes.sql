-- Taxes have the rates and the use that they have in production.
-- red: gone, changed
-- table account_tax: id, name, amount, amount_type, type_tax_use, active, write_date
select t.id, t.name, concat_ws(', ', trim_scale(round(t.amount::numeric, 4)), t.amount_type, t.type_tax_use,
  case when t.active = 'true' then 'active' else 'archived' end), t.write_date
from account_tax t
