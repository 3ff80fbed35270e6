-- Fields of your own are there.
-- red: gone, changed
-- table ir_model_fields: id, name, model, ttype, state, write_date
select f.id, f.model || ', ' || f.name, f.ttype, f.write_date from ir_model_fields f where f.state = 'manual'
