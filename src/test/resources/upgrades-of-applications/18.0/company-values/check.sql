select format('%s: %s', v.name, x.found) from (values
  ('Values 1', '{"1": 3}', '{"1": null}', null), ('Values 2', null, '{"1": 2}', null), ('Values 3', null, null, null)) v (name, ours, term, supplier)
left join (select name, to_jsonb(p) -> 'ours_country_id' as ours, property_payment_term_id as term, property_supplier_payment_term_id as supplier, to_jsonb(p) as found from res_partner p) x on x.name = v.name
where (nullif(x.ours, 'null'), x.term, x.supplier) is distinct from (v.ours::jsonb, v.term::jsonb, v.supplier::jsonb)
union all
select 'the default is ' || coalesce(max(d.json_value), 'gone') from ir_default d join ir_model_fields f on f.id = d.field_id
where f.model = 'res.partner' and f.name = 'property_payment_term_id' having max(d.json_value) is distinct from '1'
