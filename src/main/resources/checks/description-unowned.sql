-- Constraints and relations that modules describe belong to installed modules.
select c.name, 'its module is not installed'
from public.ir_model_constraint c join public.ir_module_module m on m.id = c.module
where m.state not in ('installed', 'to upgrade', 'to remove')
union all
select c.name, 'its module is not installed'
from public.ir_model_relation c join public.ir_module_module m on m.id = c.module
where m.state not in ('installed', 'to upgrade', 'to remove')
