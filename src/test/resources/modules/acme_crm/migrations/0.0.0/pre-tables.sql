alter table res_partner add column if not exists acme_level varchar;
create table if not exists acme_visit (id serial primary key, name varchar not null, partner_id int references res_partner, create_uid int, create_date timestamp, write_uid int, write_date timestamp);
