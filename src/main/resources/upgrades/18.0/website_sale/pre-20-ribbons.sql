-- 18.0 renames what a variant's ribbon is called.
call juniper_upgrade.rename_field('product.product', 'ribbon_id', 'variant_ribbon_id');
