-- a tax whose description is a text, in two languages
insert into account_tax_group (name, sequence, company_id, country_id) select '{"en_US": "Ours"}', 1, 1, id from res_country where code = 'BE';
insert into account_tax (name, type_tax_use, amount_type, active, company_id, sequence, amount, tax_group_id, country_id, description)
select '{"en_US": "Described"}', 'sale', 'percent', true, 1, 1, 20, max(g.id), max(g.country_id), '{"en_US": "VAT < 20", "fr_FR": "TVA\n< 20", "de_DE": "<p>MwSt</p>"}'
from account_tax_group g where g.name ->> 'en_US' = 'Ours'
