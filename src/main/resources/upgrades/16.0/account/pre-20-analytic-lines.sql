-- 16.0 names what an analytic line comes from: a journal item.
call juniper_upgrade.rename_field('account.analytic.line', 'move_id', 'move_line_id');
