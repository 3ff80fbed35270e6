-- rolling releases (R10-R19): each published version is tried on every eligible database, and those where nothing was found
-- are invited

alter table hosted_database drop constraint hosted_database_kind;
alter table hosted_database add constraint hosted_database_kind check (kind in ('PRODUCTION', 'TEST', 'TRIAL', 'FORMER'));
alter table hosted_database
  add column module_names text[] not null default '{}',
  add column country text,
  add column rolling text constraint hosted_database_rolling check (rolling in ('CANARY', 'OPT_OUT'));

-- by how many days an invitation must be followed; null: whenever the customer likes
alter table contract add column rolling_due_days int;

alter table release add column withdrawn timestamptz;

create sequence campaign_number start 1;

create table campaign (
  number text primary key,
  line text not null,
  version text not null,
  settings jsonb not null,
  state text not null constraint campaign_state check
    (state in ('LISTING', 'APPROVAL', 'RUNNING', 'PAUSED', 'FINISHED', 'STOPPED')),
  reason text,
  by_platform boolean not null default true,
  wave int not null default 0,
  waves int not null default 0,
  -- what was accepted by who resumed it: so many issues in the open wave, and that too few trials of that wave are clean
  accepted bigint not null default 0,
  accepted_wave int not null default 0,
  created timestamptz not null default now(),
  ended timestamptz
);
create unique index campaign_open on campaign (line) where state <> 'STOPPED';

-- what people, and the platform itself, did with a campaign
create table campaign_act (
  id bigint generated always as identity primary key,
  campaign text not null references campaign (number),
  act text not null,
  person text,
  remark text,
  done timestamptz not null default now()
);
create index campaign_act_campaign on campaign_act (campaign, id);

-- a row for each database of a campaign: the newest trial's outcome
create table campaign_target (
  campaign text not null references campaign (number),
  database_id bigint not null references hosted_database (id),
  cluster text not null,
  wave int not null,
  state text not null default 'WAITING' constraint campaign_target_state check
    (state in ('WAITING', 'TRYING', 'CLEAN', 'ISSUE', 'TOO_LONG', 'BLOCKED', 'NOT_ELIGIBLE')),
  not_before timestamptz not null default now(),
  request_id uuid,
  upgrade text,
  signature text,
  problem text,
  seconds int,
  changed timestamptz not null default now(),
  primary key (campaign, database_id)
);
create index campaign_target_state on campaign_target (campaign, wave, state);
create index campaign_target_waiting on campaign_target (campaign, cluster, wave, database_id) where state = 'WAITING';
create index campaign_target_trying on campaign_target (cluster) where state = 'TRYING';
create index campaign_target_request on campaign_target (request_id);
create index campaign_target_database on campaign_target (database_id);
create index campaign_target_signature on campaign_target (campaign, signature) where signature is not null;

-- one cause, however many databases meet it
create table campaign_group (
  campaign text not null references campaign (number),
  signature text not null,
  title text not null,
  module text,
  source_version text not null,
  issue text,
  created timestamptz not null default now(),
  resolved timestamptz,
  primary key (campaign, signature)
);
create index campaign_group_issue on campaign_group (issue);

create table invitation (
  id uuid primary key,
  campaign text not null references campaign (number),
  database_id bigint not null references hosted_database (id),
  company text not null,
  upgrade text not null,
  request_id uuid not null,
  state text not null default 'OPEN' constraint invitation_state check
    (state in ('OPEN', 'UPGRADE_CHOSEN', 'TEST_CHOSEN', 'DECLINED', 'WITHDRAWN', 'EXPIRED')),
  reason text,
  remind timestamptz,
  due timestamptz,
  due_after timestamptz not null default now(),
  -- whether its process knows the answer
  told boolean not null default false,
  -- what the message in the database shows; null before it is there
  shown text,
  messages int not null default 1,
  write_after timestamptz not null default now(),
  decided_by text,
  decided timestamptz,
  created timestamptz not null default now()
);
create unique index invitation_open on invitation (database_id) where state = 'OPEN';
create index invitation_campaign on invitation (campaign, state);
create index invitation_upgrade on invitation (upgrade);
create index invitation_company on invitation (company) where state = 'OPEN';
create index invitation_unwritten on invitation (write_after) where shown is distinct from state;
create index invitation_untold on invitation (id) where state = 'WITHDRAWN' and not told;
create index invitation_due on invitation (due) where state = 'OPEN';
create index invitation_remind on invitation (remind) where state = 'OPEN';

-- of which moment of production the copy of a trial is: of its newest backup
alter table request add column copied timestamptz;

-- an issue of trials is the analysts' alone: nobody else knows of them
alter table issue add column internal boolean not null default false;
