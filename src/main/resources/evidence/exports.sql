-- Saved exports are there, with every field in them.
-- red: gone, changed
-- table ir_exports: id, name, resource
-- table ir_exports_line: id, name, export_id, write_date
-- table ir_model_fields: model, name
select l.id, e.name || ', ' || l.name,
  case when exists (select from ir_model_fields f where f.model = e.resource and f.name = split_part(l.name, '/', 1)) then 'field there' end, l.write_date
from ir_exports_line l join ir_exports e on e.id = l.export_id
