-- Results and reports are encrypted on the disk, each request's by a key of its own, wrapped by a master key that is not here.
-- Erasing the key erases the files.
create table request_key (
  request_id uuid primary key,
  -- which master key: the first 16 digits of its SHA-256
  master text not null,
  wrapped bytea not null,
  created timestamptz not null default now()
);
create index request_key_master on request_key (master);

-- what was kept before is not encrypted, and stays readable
alter table artifact add column encrypted boolean not null default false;
