-- who is logged in, so that logins outlive a restart and every node knows them; names as Spring Session has them
create table session (
  primary_id char(36) primary key,
  session_id char(36) not null constraint session_session_id unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval integer not null,
  expiry_time bigint not null,
  principal_name text
);
create index session_expiry_time on session (expiry_time);
create index session_principal_name on session (principal_name);

create table session_attributes (
  session_primary_id char(36) not null references session (primary_id) on delete cascade,
  attribute_name text not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
