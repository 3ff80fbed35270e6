-- one case for a database and a version: of two that were opened in the same moment, the later one keeps a key of its own
update upgrade u set database_key = u.database_key || '/' || u.number
where exists (select from upgrade o where (o.database_key, o.target_version) = (u.database_key, u.target_version)
              and (o.created, o.number) < (u.created, u.number));
create unique index upgrade_one_case on upgrade (database_key, target_version);
drop index upgrade_database_key;
