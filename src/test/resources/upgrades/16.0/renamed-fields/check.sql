select name || ': ' || domain || ' ' || context || ' ' || sort from ir_filters
where name = 'Ours' and (domain, context, sort) is distinct from (
  '[("provider_reference", "=", "acquirer_reference"), (''partner_id.acquirer_reference'', ''!='', False)]',
  '{''group_by'': [''provider_reference'', ''create_date:month''], ''default_provider_reference'': 1}', '["provider_reference desc"]')
union all
select name || ': ' || domain from ir_filters where name = 'Of another model' and domain <> '[("acquirer_reference", "=", 1)]'
union all
select string_agg(l.name, ', ' order by l.name) from ir_exports_line l join ir_exports e on e.id = l.export_id where e.resource = 'payment.transaction'
having string_agg(l.name, ', ' order by l.name) <> 'amount, provider_id/name, provider_reference, token_id/provider_ref'
union all
select arch_db::text from ir_ui_view where name = 'Ours' and (not active
  or arch_db->>'en_US' <> '<tree><field name="reference"/><field name="provider_reference" string="acquirer_reference"/></tree>')
union all
select name || ': ' || domain || ' ' || context || ' ' || sort from ir_filters
where name = 'Along a path' and (domain, context, sort) is distinct from (
  '[("provider_id.code", "=", "none"), ("token_id.provider_ref", "!=", False), ("provider", "=", 1)]',
  '{''group_by'': [''provider_id.code''], ''active_model'': ''payment.provider''}', '["provider_id.code desc"]')
union all
select arch_db::text from ir_ui_view where name = 'Nested'
  and arch_db->>'en_US' <> '<form><field name="provider_ref"/><field name="transaction_ids"><tree><field name="provider_reference"/></tree></field></form>'
union all
select name || ': ' || domain || ' ' || context from ir_filters
where name = 'Options' and (domain, context) is distinct from (
  '[("account_type", "in", ("asset_receivable", "other")), ("account_id.account_type", "!=", "liability_payable"), ("name", "=", "payable")]',
  '{''default_account_type'': ''asset_cash''}')
