-- 15.0 lets every way to pay have a journal, not only cash.
call juniper_upgrade.rename_field('pos.payment.method', 'cash_journal_id', 'journal_id');
