-- 16.0 says of every journal item what it is, and lets entries be posted again and again.
update public.account_move set auto_post = case auto_post when 'true' then 'at_date' else 'no' end
where auto_post is null or auto_post in ('true', 'false');
call juniper_upgrade.fill('account_move', 'is_storno', 'false');

do $$ declare anglo_saxon text := 'false'; begin
  if juniper_upgrade.column_exists('account_move_line', 'is_anglo_saxon_line') then
    anglo_saxon := 'l.is_anglo_saxon_line';
  end if;
  execute format($sql$
    update public.account_move_line l set display_type = case
      when l.is_rounding_line then 'rounding'
      when %s then 'cogs'
      when l.tax_line_id is not null then 'tax'
      when m.move_type <> 'entry' and l.exclude_from_invoice_tab and a.account_type in ('asset_receivable', 'liability_payable')
        then 'payment_term'
      else 'product' end
    from public.account_move m, public.account_account a
    where m.id = l.move_id and a.id = l.account_id and l.display_type is null$sql$, anglo_saxon);
end $$;
update public.account_move_line set display_type = 'product' where display_type is null;

call juniper_upgrade.fill('account_payment', 'amount_company_currency_signed', $$(
  select sum(l.balance) from public.account_move_line l
  join public.account_journal j on j.id = l.journal_id
  where l.move_id = x.move_id and l.account_id in (x.outstanding_account_id, j.default_account_id))$$);
