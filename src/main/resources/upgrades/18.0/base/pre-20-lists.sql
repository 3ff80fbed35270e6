-- 18.0 calls the views that list records lists (post-20-lists.sql).
call juniper_upgrade.follow_option('ir.ui.view', 'type', 'tree', 'list');
