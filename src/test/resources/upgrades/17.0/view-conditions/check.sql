-- R78: conditions are expressions now, in every language; what was computed stays
with expected (name, lang, arch) as (values
('own form', 'en_US', '<form><field name="name" string="Name" readonly="email == ''a &amp; b'' or not active"/><field name="child_ids"><tree><field name="email" column_invisible="True"/></tree></field></form>'),
('own form', 'fr_FR', '<form><field name="name" string="Nom" readonly="email == ''a &amp; b'' or not active"/><field name="child_ids"><tree><field name="email" column_invisible="True"/></tree></field></form>'),
('computed conditions', 'en_US', '<form><field name="name" attrs="{''readonly'': [(''create_uid'', ''='', user)]}"/><field name="email" invisible="state not in [''draft'']"/></form>'),
('own extension', 'en_US', '<data><field name="email" position="attributes"><attribute name="required">name</attribute></field></data>'),
('own columns', 'en_US', '<xpath expr="//field[@name=''child_ids'']//field[@name=''email'']" position="attributes"><attribute name="column_invisible">False</attribute></xpath>'))
select 'the view ' || e.name || ' in ' || e.lang || ': ' || coalesce(v.arch_db ->> e.lang, '') from expected e left join ir_ui_view v on v.name = e.name
where v.arch_db ->> e.lang is distinct from e.arch or not v.active
