-- a website's own colours, and a style of a theme
insert into ir_attachment (name, type, url) select v, 'binary', v
from (values ('/website/static/src/scss/options/colors/user_color_palette.custom.web.assets_common.scss'), ('/theme_ours/static/src/x.custom.web.assets_common.scss')) v (v);
insert into ir_asset (name, bundle, directive, path, target, active, sequence)
select a.url, 'web._assets_primary_variables', 'replace', a.url, replace(a.url, '.custom.web.assets_common', ''), true, 16 from ir_attachment a where a.url like '%.custom.%'
