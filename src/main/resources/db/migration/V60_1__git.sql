-- an outside host of a project's repository, and the branches that it said have moved

alter table project
  -- where to fetch from, with its credentials
  add column remote text,
  -- with which the outside host signs
  add column hook_secret text;

create table branch_fetch (
  project bigint not null references project (id),
  branch text not null,
  deleted boolean not null,
  asked timestamptz not null default clock_timestamp(),
  tries int not null default 0,
  -- when it is tried next; null: never again
  next timestamptz default now(),
  problem text,
  primary key (project, branch)
);
create index branch_fetch_next on branch_fetch (next) where next is not null;
