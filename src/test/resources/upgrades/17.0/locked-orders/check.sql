select format('%s, locked: %s', state, locked) from sale_order where name = 'LOCKED' and (state <> 'sale' or not locked)
