-- What an installed module needs is installed, and written down as the release writes it down.
select m.name, format('it needs %s, which is not installed', d.name)
from public.ir_module_module m join public.ir_module_module_dependency d on d.module_id = m.id
where m.state = 'installed' and not exists (select 1 from chk_module i where i.name = d.name)
union all
select r.module, format('the dependency on %s is not written down', r.depends)
from ref_dependency r join chk_module i on i.name = r.module
where not exists (select 1 from public.ir_module_module m join public.ir_module_module_dependency d on d.module_id = m.id
                  where m.name = r.module and d.name = r.depends)
union all
select m.name, format('the dependency on %s is not of this release', d.name)
from public.ir_module_module m join ref_module r on r.name = m.name join public.ir_module_module_dependency d on d.module_id = m.id
where m.state = 'installed' and not exists (select 1 from ref_dependency x where x.module = m.name and x.depends = d.name)
