-- Bank accounts are those of production.
-- red: gone, changed
-- table res_partner_bank: id, acc_number, partner_id, write_date
select b.id, b.acc_number, b.acc_number || ', partner ' || b.partner_id, b.write_date from res_partner_bank b
