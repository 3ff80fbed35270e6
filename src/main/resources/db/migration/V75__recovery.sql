-- what the platform knows of itself, so that it notices when this database was restored from a backup
create table platform (
  one boolean primary key default true check (one),
  -- stands in what it writes on clusters about what it does there
  id uuid not null default gen_random_uuid(),
  -- signs what it writes there: owners of databases write comments too
  key text not null default gen_random_uuid()::text || gen_random_uuid()::text,
  -- the home folder has the same time; where it has a later one, or none, this database is of before
  beat timestamptz,
  -- since when nothing is done because this database was restored; null where an operator has let the platform go on
  held timestamptz,
  -- the last sign of life in the backup that was restored
  backup_of timestamptz,
  -- when everything was compared with the clusters, since held
  reconciled timestamptz
);
insert into platform default values;

-- under way in a backup that was restored: FOUND until it is decided what becomes of it
alter table request add restored text constraint request_restored check (restored in ('FOUND', 'DECIDED'));

-- waits for an operator: it may have been sent before the database was restored
alter table mail add held boolean not null default false;

-- what was found, and what was done about it; kept, each waits for an operator until it is done
create table recovery_finding (
  id bigint generated always as identity primary key,
  kind text not null constraint recovery_finding_kind check
    (kind in ('RESTORED', 'REQUEST', 'UPGRADED', 'OPENED', 'DROPPED', 'DATABASE', 'FOLDER', 'MISSING')),
  -- the cluster, or the folder of the home folder
  place text not null,
  subject text not null,
  sentence text not null,
  droppable boolean not null,
  found timestamptz not null default now(),
  done timestamptz,
  constraint recovery_finding_once unique (kind, place, subject)
);
