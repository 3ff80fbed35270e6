-- 16.0 lets the capacity of a work center differ by product.
call juniper_upgrade.rename_field('mrp.workcenter', 'capacity', 'default_capacity');
