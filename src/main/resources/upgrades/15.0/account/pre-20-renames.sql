-- 15.0 renames the country in which a company pays taxes.
call juniper_upgrade.rename_field('res.company', 'account_tax_fiscal_country_id', 'account_fiscal_country_id');
