create sequence issue_number start 1;

-- what people report of an upgrade (R106-R109, R132), and what the platform does of a failure
create table issue (
  number text primary key,
  upgrade text not null references upgrade (number),
  request_id uuid references request (id),
  item text,
  category text not null constraint issue_category check (category in ('TESTING', 'PRODUCTION')),
  concern text not null constraint issue_concern check
    (concern in ('STANDARD', 'STUDIO', 'CUSTOM_MODULE', 'CODE', 'DATA', 'USAGE')),
  module text,
  title text not null,
  state text not null constraint issue_state check
    (state in ('REPORTED', 'FIXING', 'REPAIRING', 'ANSWERED', 'FIXED', 'RESOLVED', 'STANDARD_CHANGE', 'WITHDRAWN')),
  covered boolean not null,
  requirement text not null,
  clause text not null,
  blocking boolean not null,
  known_cause boolean not null default false,
  signature text,
  reporter text,
  reporter_name text not null,
  email text not null,
  due timestamptz not null,
  escalated boolean not null default false,
  fixed_in text,
  fixed timestamptz,
  proven_by uuid references request (id),
  created timestamptz not null default now(),
  ended timestamptz
);
create index issue_upgrade on issue (upgrade);
create index issue_open on issue (due) where ended is null;
create index issue_ended on issue (ended desc);
create index issue_signature on issue (signature) where ended is null;

create table issue_message (
  id bigint generated always as identity primary key,
  issue text not null references issue (number) on delete cascade,
  author text,
  author_name text not null,
  staff boolean not null,
  body text not null,
  created timestamptz not null default now()
);
create index issue_message_issue on issue_message (issue, id);

-- small files of a message, or of an answer in a checklist: screenshots, short logs
create table small_file (
  id bigint generated always as identity primary key,
  message_id bigint references issue_message (id) on delete cascade,
  item_id bigint references checklist_item (id) on delete cascade,
  name text not null,
  type text not null,
  content bytea not null,
  constraint small_file_owner check (num_nonnulls(message_id, item_id) = 1)
);
create index small_file_message on small_file (message_id);
create index small_file_item on small_file (item_id);
