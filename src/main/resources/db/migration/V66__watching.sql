-- since when a request is in its state
alter table request add column moved timestamptz not null default now();
update request set moved = coalesce(ended, started, created);
create index request_moved on request (state, purpose, moved);

-- what is in a state for longer than the state's limit; kept until it moves on, so that an operator is asked once
create table standstill (
  id bigint generated always as identity primary key,
  kind text not null constraint standstill_kind check (kind in ('REQUEST', 'TRIAL', 'CAMPAIGN', 'BRANCH_UPGRADE', 'BUILD')),
  subject text not null,
  state text not null,
  since timestamptz not null,
  title text not null,
  page text not null,
  noticed timestamptz not null default now(),
  constraint standstill_once unique (kind, subject, state, since)
);
