select code from ir_act_server where name ->> 'en_US' = 'Opens a list'
  and code <> 'action = {''view_mode'': ''list,form'', "views": [(False, ''list''), (env.ref(''a'').id, "list")], ''context'': {''list_view_ref'': ''x''}}  # a tree'
union all
select arch_db::text from ir_ui_view where name = 'Shows a list' and (not active or arch_db ->> 'en_US' <>
  '<form><field name="child_ids" mode="kanban,list" context="{''list_view_ref'': ''base.view_partner_tree''}"><list><field name="name"/></list></field></form>')
union all
select name || ': ' || domain from ir_filters where (name, domain) not in (('Paid', '[("state", "=", "canceled"), ("memo", "!=", False)]'), ('Kept', '[("type", "in", ["consu", "product"])]'))
  and name in ('Paid', 'Kept')
union all
select 'payments have no numbers' where not exists (
  select 1 from ir_sequence s join ir_model_data d on d.model = 'ir.sequence' and d.res_id = s.id
  where d.module = 'account' and d.name = 'seq_account_payment' and to_regclass('ir_sequence_' || lpad(s.id::text, 3, '0')) is not null)
union all
select 'the place between companies is not known' where not exists (
  select 1 from ir_model_data d join stock_location l on l.id = d.res_id where d.module = 'stock' and d.name = 'stock_location_inter_company' and d.model = 'stock.location')
union all
select 'an order comes to ' || coalesce(amount_total_cc::text, 'nothing') from purchase_order where name = 'TOTAL' and amount_total_cc is distinct from 3.33
union all
select format('%s: %s, kept: %s, %s', name ->> 'en_US', type, is_storable, service_tracking) from product_template
where name ->> 'en_US' in ('event', 'product', 'combo', 'service') and (name ->> 'en_US', type, is_storable, service_tracking) not in (
  ('event', 'service', false, 'event'), ('product', 'consu', true, 'no'), ('combo', 'combo', false, 'no'), ('service', 'service', false, 'no'))
