-- The proof of an erasure (R31): what was erased, without whose it was.
create table erasure (
  id uuid primary key,
  scope text not null constraint erasure_scope check (scope in ('COMPANY', 'PERSON')),
  pseudonym text not null,
  reason text not null,
  -- the number under which the audit log knows who did it
  person bigint not null,
  begun timestamptz not null default now(),
  -- files and keys that are deleted after the rows are: kind and name; deleted themselves when it is done
  files jsonb not null default '[]',
  ended timestamptz,
  counts jsonb not null,
  -- SHA-256 of the proof, which the audit log keeps too
  hash text
);
create index erasure_begun on erasure (begun desc);
create index erasure_unfinished on erasure (begun) where ended is null;

-- a company's erasure gives its rows another company, one table after the other
alter table project drop constraint project_database_company;
alter table project add constraint project_database_company foreign key (database_id, company)
  references hosted_database (id, company) deferrable;
create sequence erased_company;

-- who wrote mails to whom is kept a while and not for ever
create index mail_created on mail (created);
