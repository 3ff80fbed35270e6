select format('%s: %s', v.name, x.found) from (values
  ('Kept 1', '3 L; lines: 2 picked, 3; move: 5; quants: 8: 10-5, 11: 3-0'), ('Kept 2', '; lines: 4 picked; move: 4; quants: 8: 10-4'),
  ('Kept 3', '; lines: 2 picked; move: 2; quants: 8: 0-2'), ('Kept 4', '; lines: 3 picked; move: 3; quants: ')) v (name, expected)
cross join lateral (select concat(
    (select max(l.quantity) || ' L' from stock_move_line l where l.product_id = k.id and not l.picked and l.lot_name is null),
    '; lines: ', (select string_agg(l.quantity || case when l.picked then ' picked' else '' end, ', ' order by l.id) from stock_move_line l where l.product_id = k.id),
    '; move: ', (select string_agg(m.quantity::text, ', ') from stock_move m where m.product_id = k.id),
    '; quants: ', (select string_agg(format('%s: %s-%s', q.location_id, q.quantity, q.reserved_quantity), ', ' order by q.location_id) from stock_quant q where q.product_id = k.id)) as found
  from kept k where k.name = v.name) x
where x.found <> v.expected
