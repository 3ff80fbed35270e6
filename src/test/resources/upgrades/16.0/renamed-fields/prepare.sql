-- what a customer saved names a field that 16.0 calls provider_reference
insert into ir_filters (name, model_id, domain, context, sort, active) values
 ('Ours', 'payment.transaction', '[("acquirer_reference", "=", "acquirer_reference"), (''partner_id.acquirer_reference'', ''!='', False)]',
  '{''group_by'': [''acquirer_reference'', ''create_date:month''], ''default_acquirer_reference'': 1}', '["acquirer_reference desc"]', true),
 ('Of another model', 'res.partner', '[("acquirer_reference", "=", 1)]', '{}', '[]', true);
insert into ir_exports (name, resource) values ('Ours', 'payment.transaction');
insert into ir_exports_line (name, export_id) select n, id from ir_exports, unnest(array['acquirer_reference', 'acquirer_id/name', 'amount']) n where resource = 'payment.transaction';
insert into ir_ui_view (name, model, type, priority, mode, active, arch_db)
values ('Ours', 'payment.transaction', 'tree', 16, 'primary', true, '<tree><field name="reference"/><field name="acquirer_reference" string="acquirer_reference"/></tree>');
-- and what it leads to: the provider's own field is renamed too, and so is the model
insert into ir_filters (name, model_id, domain, context, sort, active) values
 ('Along a path', 'payment.transaction', '[("acquirer_id.provider", "=", "none"), ("token_id.acquirer_ref", "!=", False), ("provider", "=", 1)]',
  '{''group_by'': [''acquirer_id.provider''], ''active_model'': ''payment.acquirer''}', '["acquirer_id.provider desc"]', true);
insert into ir_exports_line (name, export_id) select 'token_id/acquirer_ref', id from ir_exports where resource = 'payment.transaction';
insert into ir_ui_view (name, model, type, priority, mode, active, arch_db)
values ('Nested', 'payment.token', 'form', 16, 'primary', true, '<form><field name="acquirer_ref"/><field name="transaction_ids"><tree><field name="acquirer_reference"/></tree></field></form>');
-- and options that 16.0 calls otherwise
insert into ir_filters (name, model_id, domain, context, sort, active) values
 ('Options', 'account.move.line', '[("account_internal_type", "in", ("receivable", "other")), ("account_id.internal_type", "!=", "payable"), ("name", "=", "payable")]',
  '{''default_account_internal_type'': ''liquidity''}', '[]', true)
