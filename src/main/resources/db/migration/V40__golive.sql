-- when the use of a hosted database was counted, and in which zone most of its people live
create table usage_count (
  database_id bigint primary key references hosted_database (id) on delete cascade,
  asked timestamptz not null,
  from_hour timestamptz,
  until_hour timestamptz,
  zone text,
  problem text
);

-- what happened in it, by hour in UTC
create table usage_hour (
  database_id bigint not null references usage_count (database_id) on delete cascade,
  hour timestamptz not null,
  messages bigint not null,
  sessions bigint not null,
  changes bigint not null,
  primary key (database_id, hour)
);

-- the go-live of a case; one plan at a time
create table go_live_plan (
  id uuid primary key,
  number text not null references upgrade (number),
  state text not null constraint go_live_plan_state
    check (state in ('OPEN', 'PROPOSED', 'AGREED', 'HELD', 'STARTED', 'CANCELLED')),
  on_premise boolean not null,
  cluster text not null,
  zone text not null,
  starts timestamptz,
  reserved_seconds bigint not null default 0,
  rehearsal boolean not null default true,
  proposed_side text constraint go_live_plan_side check (proposed_side in ('CUSTOMER', 'ANALYST')),
  proposed_name text,
  customer text,
  agreed timestamptz,
  rehearsal_request uuid references request (id) on delete set null,
  rehearsed timestamptz,
  go boolean,
  go_name text,
  go_time timestamptz,
  reason text,
  production_request uuid references request (id) on delete set null,
  sequence int not null default 0,
  appointed boolean not null default false,
  created timestamptz not null default now(),
  ended timestamptz,
  constraint go_live_plan_slot check (state in ('OPEN', 'HELD', 'CANCELLED') or starts is not null)
);
create unique index go_live_plan_open on go_live_plan (number) where state in ('OPEN', 'PROPOSED', 'AGREED', 'HELD');
create index go_live_plan_starts on go_live_plan (cluster, starts) where state in ('AGREED', 'STARTED');
create index go_live_plan_number on go_live_plan (number, created);
