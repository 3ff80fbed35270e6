insert into ir_filters (name, model_id, domain, context, sort, active) values
 ('In JSON', 'res.partner', '[]', '{}', '["name desc"]', true),
 ('In Python', 'res.partner', '[]', '{}', '[''name desc'', ''id'']', true),
 ('In words', 'res.partner', '[]', '{}', 'name desc, id', true),
 ('In no way', 'res.partner', '[]', '{}', '["name', true),
 ('Empty', 'res.partner', '[]', '{}', '', true);
