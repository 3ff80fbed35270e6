-- two companies' values of one field
insert into res_partner (name, active, type, lang) values ('Two companies', true, 'contact', 'en_US');
insert into ir_property (name, res_id, company_id, fields_id, type, value_float)
select 'credit_limit', 'res.partner,' || p.id, 1, f.id, 'float', 700
from res_partner p, ir_model_fields f where p.name = 'Two companies' and f.model = 'res.partner' and f.name = 'credit_limit'
