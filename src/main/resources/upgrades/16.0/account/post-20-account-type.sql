-- 16.0 replaces the model of account types by a selection on the account.
create temporary table account_type_of on commit drop as
select t.id, coalesce(
  (select case d.name
      when 'data_account_type_receivable' then 'asset_receivable'
      when 'data_account_type_payable' then 'liability_payable'
      when 'data_account_type_liquidity' then 'asset_cash'
      when 'data_account_type_credit_card' then 'liability_credit_card'
      when 'data_account_type_current_assets' then 'asset_current'
      when 'data_account_type_non_current_assets' then 'asset_non_current'
      when 'data_account_type_prepayments' then 'asset_prepayments'
      when 'data_account_type_fixed_assets' then 'asset_fixed'
      when 'data_account_type_current_liabilities' then 'liability_current'
      when 'data_account_type_non_current_liabilities' then 'liability_non_current'
      when 'data_account_type_equity' then 'equity'
      when 'data_unaffected_earnings' then 'equity_unaffected'
      when 'data_account_type_other_income' then 'income_other'
      when 'data_account_type_revenue' then 'income'
      when 'data_account_type_depreciation' then 'expense_depreciation'
      when 'data_account_type_expenses' then 'expense'
      when 'data_account_type_direct_costs' then 'expense_direct_cost'
      when 'data_account_off_sheet' then 'off_balance'
    end
   from public.ir_model_data d
   where d.model = 'account.account.type' and d.module = 'account' and d.res_id = t.id limit 1),
  -- a type of the customer's own: by what it did
  case when t.type = 'receivable' then 'asset_receivable'
       when t.type = 'payable' then 'liability_payable'
       when t.type = 'liquidity' then case when t.internal_group = 'liability' then 'liability_credit_card' else 'asset_cash' end
       when t.internal_group = 'asset' then 'asset_current'
       when t.internal_group = 'liability' then 'liability_current'
       when t.internal_group = 'equity' then 'equity'
       when t.internal_group = 'income' then 'income'
       when t.internal_group = 'expense' then 'expense'
       else 'off_balance' end) as account_type
from public.account_account_type t;

update public.account_account a set account_type = t.account_type
from account_type_of t where t.id = a.user_type_id and a.account_type is null;
update public.account_account_template a set account_type = t.account_type
from account_type_of t where t.id = a.user_type_id and a.account_type is null;

update public.account_account set
  internal_group = case when account_type = 'off_balance' then 'off_balance' else split_part(account_type, '_', 1) end,
  include_initial_balance = split_part(account_type, '_', 1) not in ('income', 'expense', 'off')
where account_type is not null;
call juniper_upgrade.fill('account_account', 'non_trade', 'false');
