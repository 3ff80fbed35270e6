select to_jsonb(c)::text from res_country c where code = 'XO' and (to_jsonb(c) -> 'x_motto', to_jsonb(c) -> 'x_story') is distinct from
  ('{"en_US": "Onward", "fr_FR": "En avant"}'::jsonb, '{"en_US": "<p>Once</p><p>upon</p>", "fr_FR": "<p>Il était</p><p>upon</p>"}'::jsonb)
union all
select to_jsonb(c)::text from res_country c where code = 'XN' and (x_motto is not null or x_story is not null)
union all
select to_jsonb(l)::text from ours_label l
where (to_jsonb(l) -> 'name', to_jsonb(l) -> 'note') is distinct from ('{"en_US": "Fragile", "de_DE": "Zerbrechlich"}'::jsonb, '"Fragile"'::jsonb)
