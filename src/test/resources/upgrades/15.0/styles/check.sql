select 'the colours are not shown' where not exists (select 1 from ir_asset a join website w on w.id = a.website_id and w.name = 'Coloured'
  where (a.bundle, a.directive, a.path, a.target) = ('web._assets_primary_variables', 'replace', '/website/static/src/scss/options/user_values.custom.web.assets_common.scss', '/website/static/src/scss/options/user_values.scss')
    and a.active)
union all
select format('%s assets', count(*)) from ir_asset where path like '%.custom.%' having count(*) <> 1
union all
select 'the view goes on' from ir_ui_view where key = 'web_editor.a' and active
