-- A company's rows in a sample database of 15.0: as many as ROWS says, spread over its tables as a real company has them.
insert into uom_uom (name, category_id, factor, rounding, uom_type, active)
select 'Units', c.id, 1, 0.01, 'reference', true from uom_category c limit 1;
insert into product_pricelist (name, currency_id, discount_policy, active)
select 'Public', currency_id, 'with_discount', true from res_company;
insert into account_account_type (name, type, internal_group)
values ('Receivable', 'receivable', 'asset'), ('Income', 'other', 'income');
insert into account_account (name, code, user_type_id, internal_type, internal_group, company_id, reconcile)
select t.name || ' ' || i, t.id * 1000 + i, t.id, t.type, t.internal_group, c.id, t.type = 'receivable'
from account_account_type t, generate_series(1, 10) i, res_company c order by t.id, i;
insert into account_journal (name, code, type, invoice_reference_type, invoice_reference_model, company_id, active)
select 'Customer Invoices', 'INV', 'sale', 'invoice', 'odoo', id, true from res_company;
insert into stock_location (name, usage, company_id, active) select v.name, v.usage, c.id, true
from res_company c, (values ('WH', 'view'), ('Stock', 'internal'), ('Customers', 'customer')) v(name, usage);
update stock_location l set parent_path = id || '/', complete_name = name;
insert into stock_warehouse (name, code, company_id, view_location_id, lot_stock_id, reception_steps, delivery_steps, active)
select 'WH', 'WH', c.id, v.id, s.id, 'one_step', 'ship_only', true
from res_company c, stock_location v, stock_location s where v.name = 'WH' and s.name = 'Stock';

insert into res_partner (name, display_name, email, active, type, is_company, lang, customer_rank, invoice_warn, create_date, write_date)
select 'Customer ' || i, 'Customer ' || i, 'customer' || i || '@customers.invalid', true, 'contact', i % 3 = 0, 'en_US', 1, 'no-message',
       now() - i % 2000 * interval '1 day', now()
from generate_series(1, ROWS * 4 / 100) i;
update res_partner set commercial_partner_id = id where commercial_partner_id is null;

insert into product_template (name, type, detailed_type, categ_id, uom_id, uom_po_id, list_price, sale_line_warn, purchase_line_warn,
                              tracking, active, sale_ok, purchase_ok)
select 'Product ' || i, 'product', 'product', c.id, u.id, u.id, i % 500 + 0.99, 'no-message', 'no-message', 'none', true, true, true
from generate_series(1, ROWS / 100) i, (select min(id) as id from product_category) c, (select max(id) as id from uom_uom) u;
insert into product_product (product_tmpl_id, default_code, active) select id, 'P' || id, true from product_template order by id;

create temporary table company as
select c.id, c.currency_id, c.partner_id, j.id as journal, w.id as warehouse, p.id as pricelist, u.id as uom,
       (select id from stock_location where name = 'Stock') as stock, (select id from stock_location where name = 'Customers') as customers,
       (select max(id) from res_users) as user_id
from res_company c, account_journal j, stock_warehouse w, product_pricelist p, (select max(id) as id from uom_uom) u;
-- the n-th of each, for rows that point to one
create temporary table partner as select row_number() over (order by id) - 1 as n, id from res_partner where customer_rank = 1;
create temporary table product as select row_number() over (order by id) - 1 as n, id from product_product;
create temporary table account as
select row_number() over (partition by internal_type order by id) - 1 as n, internal_type as type, id from account_account;
analyze partner, product, account;

insert into sale_order (name, state, date_order, partner_id, partner_invoice_id, partner_shipping_id, pricelist_id, currency_id, company_id,
                        user_id, picking_policy, warehouse_id, invoice_status, amount_untaxed, amount_tax, amount_total, create_date, write_date)
select 'S' || i, (array['draft', 'sent', 'sale', 'done', 'cancel'])[i % 5 + 1], now() - i % 2000 * interval '1 day', p.id, p.id, p.id,
       c.pricelist, c.currency_id, c.id, c.user_id, 'direct', c.warehouse, 'invoiced', 300, 0, 300, now(), now()
from generate_series(1, ROWS * 4 / 100) i cross join company c join partner p on p.n = i % (ROWS * 4 / 100);
insert into sale_order_line (order_id, name, sequence, product_id, product_uom, product_uom_qty, price_unit, price_subtotal, price_total,
                             price_tax, discount, customer_lead, state, company_id, currency_id, order_partner_id, qty_delivered,
                             qty_invoiced, qty_to_invoice, invoice_status, create_date, write_date)
select o.id, 'Product, as described in the catalogue', i, p.id, c.uom, 1, 100, 100, 100, 0, 0, 0, o.state, c.id, c.currency_id,
       o.partner_id, 1, 1, 0, 'invoiced', now(), now()
from sale_order o cross join company c cross join generate_series(1, 3) i join product p on p.n = (o.id * 3 + i) % (ROWS / 100);

insert into account_move (name, date, invoice_date, state, move_type, journal_id, company_id, currency_id, partner_id, commercial_partner_id,
                          payment_state, amount_untaxed, amount_tax, amount_total, amount_residual, amount_total_signed, auto_post,
                          invoice_user_id, create_date, write_date)
select 'INV/' || i, current_date - i % 2000, current_date - i % 2000, 'posted', case when i % 4 = 0 then 'entry' else 'out_invoice' end,
       c.journal, c.id, c.currency_id, p.id, p.id, 'not_paid', 300, 0, 300, 300, 300, false, c.user_id, now(), now()
from generate_series(1, ROWS * 5 / 100) i cross join company c join partner p on p.n = i % (ROWS * 4 / 100);
insert into account_move_line (move_id, move_name, date, parent_state, journal_id, company_id, company_currency_id, currency_id, account_id,
                               partner_id, name, quantity, price_unit, debit, credit, balance, amount_currency, amount_residual,
                               reconciled, exclude_from_invoice_tab, product_id, create_date, write_date)
select m.id, m.name, m.date, m.state, m.journal_id, m.company_id, m.currency_id, m.currency_id, a.id, m.partner_id, 'Product', 1, 100,
       case when i = 0 then 300 else 0 end, case when i = 0 then 0 else 100 end, case when i = 0 then 300 else -100 end,
       case when i = 0 then 300 else -100 end, case when i = 0 then 300 else 0 end, false, i = 0, case when i > 0 then p.id end, now(), now()
from account_move m cross join generate_series(0, 3) i
join account a on a.type = case when i = 0 then 'receivable' else 'other' end and a.n = m.id % 10
join product p on p.n = (m.id * 3 + i) % (ROWS / 100);

insert into stock_move (name, state, date, company_id, product_id, product_qty, product_uom_qty, product_uom, location_id, location_dest_id,
                        procure_method, sale_line_id, scrapped, additional, create_date, write_date)
select 'Delivery', 'done', now(), c.id, l.product_id, 1, 1, c.uom, c.stock, c.customers, 'make_to_stock', l.id, false, false, now(), now()
from (select id, product_id from sale_order_line order by id limit ROWS * 8 / 100) l cross join company c;
insert into stock_quant (product_id, company_id, location_id, quantity, reserved_quantity, in_date, create_date, write_date)
select p.id, c.id, c.stock, i, 0, now() - i * interval '1 day', now(), now()
from product p cross join generate_series(1, 3) i cross join company c;

alter table mail_message alter body set storage external; -- a long letter is as long on the disk
insert into mail_message (date, body, message_id, reply_to, model, res_id, record_name, message_type, is_internal, email_from, author_id,
                          subject, create_date, write_date)
select now() - i % 2000 * interval '1 day', '<p>Dear customer, ' || repeat('thank you for your order. ', SENTENCES) || '</p>',
       '<' || i || '@sample.invalid>', 'reply@sample.invalid', case when i % 3 = 0 then 'res.partner' else 'sale.order' end,
       case when i % 3 = 0 then p.id else s.first + i % (ROWS * 4 / 100) end, 'Record ' || i, 'comment', false, 'me@sample.invalid',
       c.partner_id, 'Order', now(), now()
from generate_series(1, ROWS * 18 / 100) i cross join company c cross join (select min(id) as first from sale_order) s
join partner p on p.n = i % (ROWS * 4 / 100);
insert into mail_tracking_value (field, field_desc, field_type, old_value_char, new_value_char, mail_message_id, tracking_sequence,
                                 create_date, write_date)
select f.id, 'Status', 'selection', 'draft', 'sale', m.id, 100, now(), now()
from (select id from mail_message where model = 'sale.order' order by id limit ROWS * 8 / 100) m
cross join (select id from ir_model_fields where model = 'sale.order' and name = 'state') f;
insert into mail_followers (res_model, res_id, partner_id) select 'sale.order', id, partner_id from sale_order;

insert into ir_attachment (name, res_model, res_id, type, store_fname, file_size, checksum, mimetype, public, create_date, write_date)
select 'order.pdf', 'sale.order', o.id, 'binary', 'ab/' || md5((o.id % 1000)::text) || '00000000', 1000, md5((o.id % 1000)::text) || '00000000', 'application/pdf', false, now(), now()
from sale_order o;
insert into ir_attachment (name, res_model, res_id, type, store_fname, file_size, checksum, mimetype, public, create_date, write_date)
select 'contract.pdf', 'res.partner', p.id, 'binary', 'ab/' || md5((p.id % 1000)::text) || '00000000', 1000, md5((p.id % 1000)::text) || '00000000', 'application/pdf', false, now(), now()
from partner p where p.n % 2 = 0;

insert into ir_property (name, res_id, company_id, fields_id, type, value_reference, create_date, write_date)
select f.name, 'res.partner,' || p.id, c.id, f.id, 'many2one', 'account.account,' || a.id, now(), now()
from partner p cross join company c join account a on a.type = 'receivable' and a.n = p.n % 10
cross join (select id, name from ir_model_fields where model = 'res.partner' and name = 'property_account_receivable_id') f;
insert into ir_translation (name, res_id, lang, type, src, value, module, state)
select 'product.template,name', t.id, l.lang, 'model', t.name, t.name || ' ' || l.lang, '', 'translated'
from product_template t cross join (values ('fr_FR'), ('nl_NL')) l(lang);
analyze;
