select coalesce(max(description::text), 'the tax is lost') from account_tax where name ->> 'en_US' = 'Described'
having max(description::text)::jsonb is distinct from '{"en_US": "<p>VAT &lt; 20</p>", "fr_FR": "<p>TVA<br>&lt; 20</p>", "de_DE": "<p>MwSt</p>"}'
