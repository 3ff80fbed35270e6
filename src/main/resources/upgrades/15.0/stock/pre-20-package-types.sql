-- 15.0 lets no quantity be without a date, and no package without a name.
update public.stock_quant set in_date = coalesce(in_date, create_date, now()) where in_date is null;
update public.stock_quant_package set name = 'PACK' || lpad(id::text, 7, '0') where name is null;
