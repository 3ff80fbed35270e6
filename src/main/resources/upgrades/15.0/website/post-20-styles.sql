-- 15.0 puts a website's own colours and fonts in the place of the standard ones by a record, in place of a view.
create temporary table own_styles on commit drop as
select v.id, v.name as path, v.website_id, regexp_replace(v.name, '\.custom\.web\.assets_common\.scss$', '.scss') as target
from public.ir_ui_view v
where v.name ~ '^/website/static/src/scss/options/.*\.custom\.web\.assets_common\.scss$' and v.mode = 'extension' and v.active
  and exists (select 1 from public.ir_attachment a where a.url = v.name and a.website_id is not distinct from v.website_id);
insert into public.ir_asset (name, bundle, directive, path, target, active, sequence, website_id, create_uid, create_date, write_uid, write_date)
select s.path, 'web._assets_primary_variables', 'replace', s.path, s.target, true, 16, s.website_id, 1, now(), 1, now()
from own_styles s
where not exists (select 1 from public.ir_asset a where a.path = s.path and a.website_id is not distinct from s.website_id)
order by s.id;
update public.ir_ui_view v set active = false from own_styles s where s.id = v.id;
