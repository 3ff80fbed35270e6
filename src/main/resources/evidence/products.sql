-- Products have the category and the selling price that they have in production.
-- red: gone, changed
-- table product_template: id, name, categ_id, list_price, default_code, active, write_date
select p.id, p.name, concat_ws(', ', 'category ' || p.categ_id, trim_scale(round(p.list_price::numeric, 4)), p.default_code,
  case when p.active = 'true' then 'active' else 'archived' end), p.write_date
from product_template p
