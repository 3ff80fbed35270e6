select format('%s: %s', a.target, a.path) from ir_asset a
where a.target in ('/website/static/src/scss/options/colors/user_color_palette.scss', '/theme_ours/static/src/x.scss') and (
  a.path <> case when a.target like '/website/%' then '/website/static/src/scss/options/colors/user_color_palette.custom.web.assets_frontend.scss' else '/theme_ours/static/src/x.custom.web.assets_common.scss' end
  or not exists (select 1 from ir_attachment f where f.url = a.path and f.name = a.path))
union all
select format('%s styles', count(*)) from ir_asset where path like '%.custom.%' having count(*) <> 2
