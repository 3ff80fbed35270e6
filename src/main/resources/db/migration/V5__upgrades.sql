create sequence upgrade_number start 1;

create table upgrade (
  number text primary key,
  company text,
  owner text not null,
  database_key text not null,
  database_name text not null,
  target_version text not null,
  source_version text,
  created timestamptz not null default now()
);

create table request (
  id uuid primary key,
  number text not null references upgrade (number),
  submitter text not null,
  purpose text not null,
  email text not null,
  contract text not null,
  upload_id text not null,
  file_name text not null,
  upload_bytes bigint not null,
  line text,
  source_version text,
  target_version text not null,
  state text not null constraint request_state check
    (state in ('SUBMITTED', 'QUEUED', 'RUNNING', 'WAITING_FOR_MODULES', 'DELIVERED', 'REFUSED', 'FAILED', 'CANCELLED')),
  chargeable text,
  external_reference text,
  custom_modules text[] not null default '{}',
  modules_declared boolean not null default false,
  created timestamptz not null default now(),
  started timestamptz,
  ended timestamptz
);
create index request_number on request (number);
create index request_submitter on request (submitter);

create table request_reason (
  request_id uuid not null references request (id),
  code text not null,
  message text not null
);

create table request_step (
  request_id uuid not null references request (id),
  hop text not null,
  name text not null,
  title text not null,
  rows bigint not null default 0,
  total bigint not null default -1,
  started timestamptz not null default now(),
  millis bigint,
  position bigserial,
  primary key (request_id, hop, name)
);

create table request_log (
  id bigserial primary key,
  request_id uuid not null references request (id),
  logged timestamptz not null default now(),
  line text not null
);
create index request_log_request on request_log (request_id, id);

create table request_result (
  request_id uuid primary key references request (id),
  result jsonb not null
);
