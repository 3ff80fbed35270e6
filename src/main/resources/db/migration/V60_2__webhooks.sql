-- whom projects tell of their builds, and what

alter table project
  add column webhook text,
  -- with which the platform signs
  add column webhook_secret text;

create table webhook_delivery (
  id bigint generated always as identity primary key,
  project bigint not null references project (id),
  event text not null,
  -- what people read in place of the body
  about text not null,
  body text not null,
  created timestamptz not null default now(),
  tries int not null default 0,
  -- when it is tried next; null: it is delivered, or never tried again
  next timestamptz default now(),
  delivered timestamptz,
  problem text
);
create index webhook_delivery_next on webhook_delivery (next) where next is not null;
create index webhook_delivery_project on webhook_delivery (project, id);
