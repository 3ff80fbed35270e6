-- rentals of before have a deposit of 10
alter table acme_rental_order add column deposit numeric;
update acme_rental_order set deposit = 10;
