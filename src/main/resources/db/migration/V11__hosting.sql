-- a copy's database may be on any cluster, and bear another name than its role
alter table workshop_database
  add cluster text not null default 'local',
  add database text;
update workshop_database set database = name;
alter table workshop_database alter database set not null;

alter table slot add cluster text not null default 'local';

-- the databases that the platform hosts, found on the clusters; test copies and former databases stand under their origin
create table hosted_database (
  id bigint generated always as identity primary key,
  cluster text not null,
  name text not null,
  oid bigint not null,
  owner text not null,
  kind text not null constraint hosted_database_kind check (kind in ('PRODUCTION', 'TEST', 'FORMER')),
  hosting text not null default 'ONLINE' constraint hosted_database_hosting check (hosting in ('ONLINE', 'SH')),
  company text references company (id),
  origin bigint references hosted_database (id),
  request_id uuid,
  reader_password text,
  line text,
  version text,
  edition text,
  uuid text,
  modules int,
  users int,
  bytes bigint not null default 0,
  last_use timestamptz,
  looked timestamptz,
  problem text,
  found timestamptz not null default now(),
  gone timestamptz,
  expires timestamptz
);
create unique index hosted_database_name on hosted_database (cluster, name) where gone is null;
create index hosted_database_company on hosted_database (company, name) where gone is null;
create index hosted_database_origin on hosted_database (origin);
create index hosted_database_words on hosted_database using gin (name gin_trgm_ops);

alter table request
  add database_id bigint references hosted_database (id),
  add hosting text not null default 'ONPREM' constraint request_hosting check (hosting in ('ONLINE', 'SH', 'ONPREM')),
  add constraint request_purpose check (purpose in ('TEST', 'REHEARSAL', 'TRIAL', 'PRODUCTION')),
  alter upload_id drop not null,
  add constraint request_origin check (num_nonnulls(upload_id, database_id) = 1);
create index request_database on request (database_id);

-- a production upgrade behind its closed door: written before each act, so that whoever comes after a crash knows
create table production_switch (
  request_id uuid primary key references request (id),
  database_id bigint not null references hosted_database (id),
  cluster text not null,
  name text not null,
  former_name text not null,
  original_oid bigint not null,
  copy_oid bigint,
  closed timestamptz not null default now(),
  opened timestamptz,
  outcome text constraint production_switch_outcome check (outcome in ('UPGRADED', 'REVERTED'))
);
create unique index production_switch_open on production_switch (database_id) where outcome is null;

create table backup (
  id bigint generated always as identity primary key,
  database_id bigint not null references hosted_database (id),
  begun timestamptz not null default now(),
  ended timestamptz,
  bytes bigint,
  problem text
);
create index backup_database on backup (database_id, begun desc);
