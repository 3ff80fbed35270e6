insert into ir_ui_view (name, model, type, priority, mode, active, arch_db) values
('own form', 'res.partner', 'form', 90, 'primary', true, jsonb_build_object(
  'en_US', '<form><field name="name" string="Name" attrs="{''readonly'': [''|'', (''email'', ''='', ''a &amp; b''), (''active'', ''='', False)]}"/><field name="child_ids"><tree><field name="email" invisible="1"/></tree></field></form>',
  'fr_FR', '<form><field name="name" string="Nom" attrs="{''readonly'': [''|'', (''email'', ''='', ''a &amp; b''), (''active'', ''='', False)]}"/><field name="child_ids"><tree><field name="email" invisible="1"/></tree></field></form>')),
('computed conditions', 'res.partner', 'form', 91, 'primary', true, jsonb_build_object(
  'en_US', '<form><field name="name" attrs="{''readonly'': [(''create_uid'', ''='', user)]}"/><field name="email" states="draft"/></form>'));
insert into ir_ui_view (name, model, type, priority, mode, active, inherit_id, arch_db)
select 'own extension', 'res.partner', 'form', 92, 'extension', true, id, jsonb_build_object(
  'en_US', '<data><field name="email" position="attributes"><attribute name="attrs">{''required'': [(''name'', ''!='', False)]}</attribute></field></data>')
from ir_ui_view where name = 'Partner' and model = 'res.partner';
insert into ir_ui_view (name, model, type, priority, mode, active, inherit_id, arch_db)
select 'own columns', 'res.partner', 'form', 93, 'extension', true, id, jsonb_build_object(
  'en_US', '<xpath expr="//field[@name=''child_ids'']//field[@name=''email'']" position="attributes"><attribute name="invisible">0</attribute></xpath>')
from ir_ui_view where name = 'own form'
