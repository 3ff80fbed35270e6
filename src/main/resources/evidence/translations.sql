-- Products are translated into as many languages as in production.
-- red: fewer
-- table product_template: id, jsonb name
select l.lang, 'product names in ' || l.lang, count(*)::text, null::text
from product_template p cross join jsonb_each_text(p.name::jsonb) l(lang, text)
where l.lang <> 'en_US' and l.text <> coalesce(p.name::jsonb ->> 'en_US', '')
group by l.lang
-- or
-- table product_template: id, name
-- table ir_translation: type, name, lang, res_id, value
select t.lang, 'product names in ' || t.lang, count(*)::text, null::text
from ir_translation t join product_template p on p.id = t.res_id
where t.type = 'model' and t.name = 'product.template,name' and t.lang <> 'en_US' and t.value <> '' and t.value <> p.name
group by t.lang
