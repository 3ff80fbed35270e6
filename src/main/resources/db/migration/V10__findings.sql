-- what upgrades found, to page and search in; kept as long as the CSV of the same
create extension if not exists pg_trgm;

create table finding (
  request_id uuid not null,
  artifact text not null default 'findings.csv',
  position int not null,
  hop text not null,
  category text not null,
  severity text not null,
  module text not null,
  title text not null,
  details jsonb not null,
  words text not null,
  primary key (request_id, position),
  constraint finding_artifact foreign key (request_id, artifact) references artifact (request_id, name) on delete cascade
);
create index finding_words on finding using gin (words gin_trgm_ops);

-- findings that differ in nothing that is filtered by stand side by side: a page is found without looking at others
create table finding_group (
  request_id uuid not null,
  artifact text not null default 'findings.csv',
  first int not null,
  findings int not null,
  hop text not null,
  category text not null,
  severity text not null,
  module text not null,
  primary key (request_id, first),
  constraint finding_group_artifact foreign key (request_id, artifact) references artifact (request_id, name) on delete cascade
);
