create table workshop_database (
  name text primary key,
  password text not null,
  created timestamptz not null default now()
);

-- who holds one of the slots for long work
create table slot (
  request_id uuid primary key,
  taken timestamptz not null default now()
);
