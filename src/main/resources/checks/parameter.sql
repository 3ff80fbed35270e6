-- Parameters that the server insists on have a value.
select k.key, 'the parameter is missing'
from (values ('database.uuid'), ('database.secret'), ('database.create_date'), ('web.base.url'), ('base.login_cooldown_after'),
             ('base.login_cooldown_duration')) k(key)
where not exists (select 1 from public.ir_config_parameter p where p.key = k.key and p.value <> '')
