-- Every installed module of the release is of the series of base; a custom one is updated by its maintainer.
select m.name, format('its version is %s, while the database is of %s', coalesce(m.latest_version, 'empty'), b.series)
from public.ir_module_module m,
     (select substring(latest_version from '^(?:saas~)?\d+\.\d+') series from public.ir_module_module where name = 'base') b
where m.state = 'installed' and (m.latest_version is null or m.latest_version not like b.series || '.%')
  and exists (select 1 from ref_module r where r.name = m.name)
