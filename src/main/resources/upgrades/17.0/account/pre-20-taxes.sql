-- 17.0 calls a tax's label on invoices what it is; its description is new.
call juniper_upgrade.rename_field('account.tax', 'description', 'invoice_label');
