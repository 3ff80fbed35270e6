-- 17.0 stores the date of an invoice with its items.
update public.account_move_line l set invoice_date = m.invoice_date
from public.account_move m where m.id = l.move_id and m.invoice_date is not null and l.invoice_date is null;
call juniper_upgrade.fill('res_company', 'invoice_is_download', 'true');
