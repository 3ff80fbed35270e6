-- how a case ended before its time: cancelled by the customer, or superseded by a case to a newer version
alter table upgrade add column ended timestamptz;
alter table upgrade add column ending text constraint upgrade_ending check (ending in ('CANCELLED', 'SUPERSEDED'));
alter table upgrade add column superseded_by text references upgrade (number);
-- when production is to be upgraded, where people agreed on it
alter table upgrade add column go_live timestamptz;
create index upgrade_database_key on upgrade (database_key);

-- what happened in a case, for its people to read
create table case_event (
  id bigint generated always as identity primary key,
  number text not null references upgrade (number),
  happened timestamptz not null default now(),
  kind text not null,
  sentence text not null,
  who text
);
create index case_event_number on case_event (number, id);

insert into case_event (number, happened, kind, sentence, who)
select * from (
  select r.number, r.created, 'REQUEST', initcap(r.purpose) || ' upgrade requested',
    coalesce(nullif(concat_ws(' ', p.first_name, nullif(p.last_name, '')), ''), 'The command line')
  from request r left join person p on p.login = r.submitter
  union all
  select number, ended, 'REQUEST', initcap(purpose) || ' upgrade: ' || lower(state), null from request where ended is not null
) happened order by 2;
