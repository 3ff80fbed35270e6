-- 16.0 keeps a company's registry number with its partner.
update public.res_partner p set company_registry = c.company_registry
from public.res_company c where c.partner_id = p.id and p.company_registry is null and c.company_registry <> '';
