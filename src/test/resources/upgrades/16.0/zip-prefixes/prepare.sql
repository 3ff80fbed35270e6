alter table delivery_carrier alter product_id drop not null;
insert into delivery_carrier (name, active, delivery_type, invoice_policy, zip_from, zip_to)
select v.low, true, 'fixed', 'estimated', v.low, v.high
from (values ('1000', '1999'), ('75000', '75000'), ('1234', '1300')) v (low, high)
