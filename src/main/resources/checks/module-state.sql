-- Every module is installed, uninstalled or uninstallable; none waits for something.
select name, format('its state is %s', coalesce(state, 'empty'))
from public.ir_module_module
where state is null or state not in ('installed', 'uninstalled', 'uninstallable')
