-- 15.0 gives every tax a country, and stores how items count in reports.
call juniper_upgrade.fill('account_tax', 'country_id', $$(
  select coalesce(c.account_fiscal_country_id, p.country_id, (select min(u.id) from public.res_country u where u.code = 'US'))
  from public.res_company c join public.res_partner p on p.id = c.partner_id where c.id = x.company_id)$$);
call juniper_upgrade.fill('account_tax', 'is_base_affected', 'true');
call juniper_upgrade.fill('account_tax_template', 'is_base_affected', 'true');
update public.account_move_line l set
  tax_tag_invert = case when l.tax_repartition_line_id is not null or exists (
      select 1 from public.account_move_line_account_tax_rel r where r.account_move_line_id = l.id)
    then m.move_type in ('out_invoice', 'in_refund', 'out_receipt') else false end
from public.account_move m where m.id = l.move_id and l.tax_tag_invert is null;
update public.account_move set amount_total_in_currency_signed =
  case when move_type = 'entry' then abs(amount_total) when move_type in ('in_invoice', 'out_refund', 'in_receipt') then -amount_total else amount_total end
where amount_total_in_currency_signed is null;
call juniper_upgrade.fill('account_move', 'always_tax_exigible', 'false');
call juniper_upgrade.fill_from('account_move', 'tax_cash_basis_origin_move_id', 'tax_cash_basis_move_id');
