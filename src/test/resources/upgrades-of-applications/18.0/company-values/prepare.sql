-- a field of a custom module's, a value for all companies and one company's own, and none where there is a default
insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store, relation)
select 'ours_country_id', model, id, '{"en_US": "Ours"}', 'many2one', 'base', false, 'res.country' from ir_model where model = 'res.partner';
insert into res_partner (name, active, type) select 'Values ' || n, true, 'contact' from generate_series(1, 3) n;
insert into ir_property (name, res_id, company_id, fields_id, type, value_reference)
select f.name, case when v.partner <> '' then 'res.partner,' || (select id from res_partner where name = v.partner) end, v.company, f.id, 'many2one', v.value
from (values ('ours_country_id', 'Values 1', 1, 'res.country,3'), ('property_payment_term_id', '', null, 'account.payment.term,1'),
  ('property_payment_term_id', 'Values 1', 1, null), ('property_payment_term_id', 'Values 2', 1, 'account.payment.term,2'),
  ('property_payment_term_id', 'Values 2', null, 'account.payment.term,3'), ('property_supplier_payment_term_id', 'Values 3', 1, null)) v (field, partner, company, value)
join ir_model_fields f on f.model = 'res.partner' and f.name = v.field
