select name::text from res_country where code = 'XA' and name is distinct from '{"en_US": "Atlantis", "fr_FR": "Atlantide"}'::jsonb
