-- when an upload's file is deleted (decision 7)
alter table upload add expires timestamptz not null default now() + interval '90 days';
update upload set expires = created + interval '90 days';
