-- Juniper.sh (R42-R50, R121-R128): projects with a git repository each, branches in upgrade mode, builds

create table project (
  id bigint generated always as identity primary key,
  name text not null unique constraint project_name check (name ~ '^[a-z][a-z0-9-]{0,39}$'),
  company text not null references company (id),
  -- its production database, of hosting SH
  database_id bigint not null unique references hosted_database (id),
  production_branch text not null default 'main',
  created_by text not null,
  created timestamptz not null default now()
);
create index project_company on project (company, name);

-- the branches of its repository, as they were last pushed; staging or development as its people say
create table project_branch (
  project bigint not null references project (id),
  name text not null,
  stage text not null default 'DEVELOPMENT' constraint project_branch_stage check (stage in ('PRODUCTION', 'STAGING', 'DEVELOPMENT')),
  commit_id text not null,
  pushed_by text not null,
  pushed timestamptz not null default now(),
  gone timestamptz,
  primary key (project, name)
);

-- an upgrade of a branch: the test copy on a staging branch, or production that waits for its commit
create table branch_upgrade (
  id bigint generated always as identity primary key,
  project bigint not null references project (id),
  branch text not null,
  purpose text not null constraint branch_upgrade_purpose check (purpose in ('TEST', 'PRODUCTION')),
  target_version text not null,
  email text not null,
  state text not null constraint branch_upgrade_state check
    (state in ('UPGRADING', 'ON_COMMIT', 'ARMED', 'SUCCEEDED', 'FAILED', 'LEFT')),
  -- why it failed or was left
  reason text,
  -- the request whose upgraded backup the builds restore, or that of production
  request_id uuid,
  asked_by text not null,
  asked timestamptz not null default now(),
  -- when the mode ends by itself
  ends timestamptz,
  ended timestamptz
);
create unique index branch_upgrade_open on branch_upgrade (project, branch) where ended is null;
create index branch_upgrade_branch on branch_upgrade (project, branch, id);
create index branch_upgrade_request on branch_upgrade (request_id);

-- a commit's restore of the upgraded backup and update of all custom modules
create table build (
  id bigint generated always as identity primary key,
  project bigint not null references project (id),
  number int not null,
  upgrade bigint not null references branch_upgrade (id),
  branch text not null,
  commit_id text not null,
  pushed_by text not null,
  state text not null default 'QUEUED' constraint build_state check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SUPERSEDED')),
  queued timestamptz not null default now(),
  started timestamptz,
  ended timestamptz,
  -- the database that it made
  database_id bigint references hosted_database (id),
  -- why it failed: where in the commit, and what
  failed_path text,
  failed_line int,
  failure text,
  unique (project, number)
);
create index build_upgrade on build (upgrade, id);
create index build_waiting on build (upgrade) where state in ('QUEUED', 'RUNNING');

-- an upgraded backup, of which builds are copies, and which nobody may change
alter table hosted_database drop constraint hosted_database_kind;
alter table hosted_database add constraint hosted_database_kind check (kind in ('PRODUCTION', 'TEST', 'TRIAL', 'UPGRADED', 'FORMER'));

-- of which project's branch, and production's of which commit
alter table request add column branch text, add column commit_id text;
