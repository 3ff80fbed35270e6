-- what a requester asked for that an upgrade does not do (R6, R7), and whether a person of the platform is needed
alter table request
  add edition_asked text,
  add hosting_asked text,
  add edition text,
  add stuck boolean not null default false;

alter table upgrade add database_uuid text;

-- what a run found out, each part written when it is known
alter table request_result alter result drop not null;
alter table request_result add neutralization jsonb;
