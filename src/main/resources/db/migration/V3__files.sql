create table upload (
  id text primary key,
  owner text not null,
  file_name text not null,
  bytes bigint not null,
  expected_sha256 text,
  sha256 text,
  error text,
  complete boolean not null default false,
  created timestamptz not null default now()
);

create table artifact (
  request_id uuid not null,
  name text not null,
  kind text not null constraint artifact_kind check (kind in ('DATABASE', 'REPORT', 'LOG')),
  bytes bigint not null,
  sha256 text not null,
  created timestamptz not null default now(),
  expires timestamptz not null,
  primary key (request_id, name)
);
