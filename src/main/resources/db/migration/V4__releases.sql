create table release (
  line text not null,
  version text not null,
  revision int not null,
  published timestamptz not null default now(),
  published_by text not null,
  modules int not null,
  tables int not null,
  records bigint not null,
  files int not null,
  primary key (line, version, revision)
);
