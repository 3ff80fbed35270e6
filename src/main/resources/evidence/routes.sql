-- Rules of receptions and deliveries lead where they lead in production.
-- red: gone, changed
-- table stock_rule: id, name, action, location_src_id, location_dest_id, picking_type_id, active, write_date
select r.id, r.name, concat_ws(', ', r.action, 'from location ' || r.location_src_id, 'to location ' || r.location_dest_id, 'operation ' || r.picking_type_id,
  case when r.active = 'true' then 'active' else 'archived' end), r.write_date
from stock_rule r
-- or
-- table stock_rule: id, name, action, location_src_id, location_id, picking_type_id, active, write_date
select r.id, r.name, concat_ws(', ', r.action, 'from location ' || r.location_src_id, 'to location ' || r.location_id, 'operation ' || r.picking_type_id,
  case when r.active = 'true' then 'active' else 'archived' end), r.write_date
from stock_rule r
