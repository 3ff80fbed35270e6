-- Contacts have the data that they have in production.
-- red: gone, changed
-- table res_partner: id, name, email, phone, vat, street, zip, city, write_date
select p.id, p.name, concat_ws(', ', p.name, p.email, p.phone, p.vat, p.street, p.zip, p.city), p.write_date from res_partner p
