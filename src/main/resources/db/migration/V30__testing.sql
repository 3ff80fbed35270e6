-- the modules that were installed before the upgrade: which apps' items a checklist has (R100)
alter table request add modules text[];

-- what people check in an upgraded test database, and what they decided in the end
create table checklist (
  request_id uuid primary key references request (id) on delete cascade,
  created timestamptz not null default now(),
  closed timestamptz,
  confident boolean,
  comment text,
  decided_by text,
  decided_name text,
  decided timestamptz,
  constraint checklist_decision check (num_nulls(confident, decided_by, decided_name, decided) in (0, 4))
);

create table checklist_item (
  id bigint generated always as identity primary key,
  request_id uuid not null references checklist (request_id) on delete cascade,
  area text not null,
  area_title text not null,
  name text not null,
  requirement text,
  sentence text not null,
  own boolean not null default false,
  evidence text[] not null default '{}',
  answer text constraint checklist_item_answer check (answer in ('FINE', 'PROBLEM', 'NOT_APPLICABLE')),
  comment text,
  answered_by text,
  answered_name text,
  answered timestamptz,
  taken_over boolean not null default false,
  changed boolean not null default false,
  last_answer text,
  last_comment text,
  last_name text,
  last_answered timestamptz,
  constraint checklist_item_name unique (request_id, area, name)
);

-- what the machine found in both databases; an item may have several
create table evidence (
  request_id uuid not null references checklist (request_id) on delete cascade,
  name text not null,
  title text not null,
  query text not null,
  state text not null constraint evidence_state check (state in ('GREEN', 'RED', 'NOT_CHECKED')),
  found bigint not null,
  rows jsonb not null,
  note text,
  measured timestamptz not null default now(),
  primary key (request_id, name)
);
