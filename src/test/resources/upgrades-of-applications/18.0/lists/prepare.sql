insert into ir_act_server (name, type, usage, state, model_id, model_name, code, binding_type, binding_view_types)
select '{"en_US": "Opens a list"}', 'ir.actions.server', 'ir_actions_server', 'code', id, model,
       'action = {''view_mode'': ''tree,form'', "views": [(False, ''tree''), (env.ref(''a'').id, "tree")], ''context'': {''tree_view_ref'': ''x''}}  # a tree', 'action', 'list,form'
from ir_model where model = 'res.partner';
insert into ir_ui_view (name, model, type, priority, mode, active, arch_db)
values ('Shows a list', 'res.partner', 'form', 90, 'primary', true, jsonb_build_object('en_US',
  '<form><field name="child_ids" mode="kanban,tree" context="{''tree_view_ref'': ''base.view_partner_tree''}"><tree><field name="name"/></tree></field></form>'));
insert into ir_filters (name, model_id, domain, context, sort, active) values
 ('Paid', 'account.payment', '[("state", "=", "cancel"), ("ref", "!=", False)]', '{}', '[]', true),
 ('Kept', 'product.product', '[("detailed_type", "in", ["consu", "product"])]', '{}', '[]', true);
update ir_sequence set number_next = 7 where id = (select max(id) from ir_sequence);
insert into purchase_order (name, partner_id, currency_id, company_id, date_order, picking_type_id, amount_total, currency_rate)
select 'TOTAL', 1, currency_id, 1, now(), (select min(id) from stock_picking_type), 10, 3 from res_company where id = 1;
insert into product_template (name, categ_id, uom_id, uom_po_id, type, detailed_type, tracking, purchase_line_warn, sale_line_warn, base_unit_count, active)
select jsonb_build_object('en_US', v.kind), min(c.id), 1, 1, v.type, v.kind, 'none', 'no-message', 'no-message', 0, true
from product_category c, (values ('event', 'service'), ('product', 'product'), ('combo', 'combo'), ('service', 'service')) v (kind, type) group by v.kind, v.type
