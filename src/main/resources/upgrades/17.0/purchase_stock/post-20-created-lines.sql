-- 17.0 lets a move make several purchase lines.
call juniper_upgrade.add_links('stock_move_created_purchase_line_rel', 'created_purchase_line_id', 'move_id',
  'select created_purchase_line_id, id from public.stock_move');
