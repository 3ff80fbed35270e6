select coalesce(credit_limit::text, 'nothing') from res_partner where name = 'Two companies' and credit_limit is distinct from '{"1": 700}'::jsonb
