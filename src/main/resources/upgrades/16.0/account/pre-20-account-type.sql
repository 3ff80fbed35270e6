-- 16.0 says by an account's type what it is for.
call juniper_upgrade.follow_field('account.account', 'internal_type', 'account_type');
call juniper_upgrade.follow_field('account.move.line', 'account_internal_type', 'account_type');
do $$ declare place record; begin
  for place in select * from (values ('account.account'), ('account.move.line')) m (model),
      (values ('receivable', 'asset_receivable'), ('payable', 'liability_payable'), ('liquidity', 'asset_cash')) o (old, new) loop
    call juniper_upgrade.follow_option(place.model, 'account_type', place.old, place.new);
  end loop;
end $$;
