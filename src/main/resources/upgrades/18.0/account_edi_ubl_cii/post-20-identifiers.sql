-- 18.0 no longer knows these schemes of electronic addresses (0212 and 0215 of Finland, 9901 of Denmark).
update public.res_partner set peppol_eas = null where peppol_eas in ('0212', '0215', '9901');
