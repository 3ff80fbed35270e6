-- 17.0 keeps on which day of the next month a part is due in a module of its own.
update public.account_payment_term_line set days_next_month =
  case when end_month and (coalesce(days, 0) > 0 or months = -1) then coalesce(days_after, 0)::text else '10' end
where days_next_month is null;
