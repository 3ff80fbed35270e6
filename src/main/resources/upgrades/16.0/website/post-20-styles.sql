-- 16.0 keeps a website's own colours and fonts with the styles of its pages, no longer with those that all pages share.
update public.ir_attachment set url = replace(url, '.custom.web.assets_common.', '.custom.web.assets_frontend.'),
  name = replace(name, '.custom.web.assets_common.', '.custom.web.assets_frontend.')
where url ~ '^/website/static/src/scss/options/.*\.custom\.web\.assets_common\.scss$';
update public.ir_asset set path = replace(path, '.custom.web.assets_common.', '.custom.web.assets_frontend.'),
  name = replace(name, '.custom.web.assets_common.', '.custom.web.assets_frontend.')
where path ~ '^/website/static/src/scss/options/.*\.custom\.web\.assets_common\.scss$';
