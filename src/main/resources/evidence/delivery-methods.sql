-- Delivery methods are those of production; those of carriers' services are archived in every test, and not compared.
-- red: gone, changed
-- table delivery_carrier: id, name, active, delivery_type, fixed_price, write_date
select c.id, c.name, concat_ws(', ', case when c.active = 'true' then 'active' else 'archived' end, trim_scale(round(c.fixed_price::numeric, 4))), c.write_date
from delivery_carrier c where c.delivery_type in ('fixed', 'base_on_rule')
