-- Views that are active in production are active in the test.
-- red: changed
-- table ir_ui_view: id, name, model, active, write_date
select v.id, concat_ws(', ', v.name, v.model), case when v.active = 'true' then 'active' end, v.write_date
from ir_ui_view v
