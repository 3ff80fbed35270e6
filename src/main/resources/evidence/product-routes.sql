-- Products have the routes that they have in production.
-- red: gone
-- table stock_route_product: product_id, route_id
-- table product_template: id, name
select p.product_id || '/' || p.route_id, concat_ws(', ', t.name, 'route ' || p.route_id), 'set', null::text
from stock_route_product p left join product_template t on t.id = p.product_id
