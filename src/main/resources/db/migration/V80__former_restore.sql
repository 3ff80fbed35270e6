-- a former database that is being put back into its place: written before anything is closed, so that whoever comes after a crash knows
create table former_restore (
  former_id bigint primary key references hosted_database (id),
  replaced_oid bigint not null,
  replaced_name text not null,
  replaced_version text
);
