create table company (
  id text primary key,
  name text not null
);

create table person (
  login text primary key constraint person_login_format check (login ~ '^[a-z][a-z0-9_.-]{0,62}$'),
  first_name text not null,
  last_name text not null,
  email text not null,
  company text references company (id),
  password_hash text not null
);

create table membership (
  login text not null references person (login) on delete cascade,
  role text not null,
  primary key (login, role)
);

create table contract (
  code text primary key,
  company text not null references company (id),
  edition text not null constraint contract_edition check (edition in ('ENTERPRISE', 'COMMUNITY')),
  studio_active boolean not null,
  maintenance boolean not null
);

create table api_token (
  hash text primary key,
  login text not null references person (login) on delete cascade,
  name text not null,
  created timestamptz not null default now()
);
