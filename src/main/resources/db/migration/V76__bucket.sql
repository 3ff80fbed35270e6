-- Files that requests deliver may be in a bucket of an S3-compatible store; what was kept before it was set stays in the home folder.
alter table artifact add column in_bucket boolean not null default false;
create index artifact_to_bring on artifact (request_id) where encrypted and not in_bucket;

