-- 16.0 shows customers only the providers that are published: those that were in use are.
call juniper_upgrade.fill('payment_provider', 'is_published', $$x.state = 'enabled'$$);
do $$ begin
  if juniper_upgrade.column_exists('payment_provider', 'custom_mode') then
    update public.payment_provider set custom_mode = 'wire_transfer' where code = 'custom' and custom_mode is null;
  end if;
end $$;
