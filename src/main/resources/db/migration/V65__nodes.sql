-- the platforms that work on this database together: who they are, and whether they live

create table node (
  name text primary key,
  -- as whom it locks the process engine's jobs
  lock_owner text not null,
  -- of the home folder that all nodes share
  home uuid not null,
  address text not null,
  process bigint not null,
  version text not null,
  free_bytes bigint,
  -- takes no new jobs, as an operator wants it
  draining boolean not null default false,
  started timestamptz not null default now(),
  seen timestamptz not null default now(),
  stopped timestamptz
);

-- whose it is while it is made: what a dead node left is dropped
alter table workshop_database add column node text not null default 'main';
