-- 15.0 lets no packaging hold nothing: one that does holds one.
update public.product_packaging set qty = 1 where qty <= 0;
