select format('%s ends %s', fixed_price, date_end) from product_pricelist_item
where fixed_price = 1 and date_end is not null or fixed_price = 2 and (date_end is null or date_end >= now())
union all select 'a rule is lost' from product_pricelist_item where fixed_price in (1, 2) having count(*) <> 2
