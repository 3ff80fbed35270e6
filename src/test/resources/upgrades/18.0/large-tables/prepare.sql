-- more than 8 MB: new columns with one value are filled without writing rows, and keys are checked in parallel
insert into account_journal (name, code, type, invoice_reference_type, invoice_reference_model, company_id, active)
select jsonb_build_object('en_US', 'Large'), 'LRG', 'general', 'invoice', 'odoo', min(id), true from res_company;
insert into account_move (name, date, state, move_type, journal_id, company_id, currency_id, partner_id, auto_post, narration)
select 'LARGE/' || i, current_date, 'draft', 'entry', (select id from account_journal where code = 'LRG'), c.id, c.currency_id,
       case when i = 1 then (select min(id) from res_partner) end, 'no', repeat(md5(i::text), 25)
from generate_series(1, 12000) i cross join (select * from res_company order by id limit 1) c;
