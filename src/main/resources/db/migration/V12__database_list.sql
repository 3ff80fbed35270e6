-- The list of hosted databases in each of its orders: plain columns, so that the ids of a page come from the index alone
-- however far behind it is. What is not known comes first.
alter table hosted_database
  add version_order int[] generated always as (string_to_array(version, '.')::int[]) stored;
create index hosted_database_by_name on hosted_database (name, id) include (company)
  where kind = 'PRODUCTION' and gone is null;
create index hosted_database_by_company on hosted_database (company nulls first, id)
  where kind = 'PRODUCTION' and gone is null;
create index hosted_database_by_version on hosted_database (version_order nulls first, id) include (company)
  where kind = 'PRODUCTION' and gone is null;
create index hosted_database_by_hosting on hosted_database (hosting, id) include (company)
  where kind = 'PRODUCTION' and gone is null;
create index hosted_database_by_size on hosted_database (bytes, id) include (company)
  where kind = 'PRODUCTION' and gone is null;
create index hosted_database_by_modules on hosted_database (modules nulls first, id) include (company)
  where kind = 'PRODUCTION' and gone is null;
create index hosted_database_by_users on hosted_database (users nulls first, id) include (company)
  where kind = 'PRODUCTION' and gone is null;
create index hosted_database_by_last_use on hosted_database (last_use nulls first, id) include (company)
  where kind = 'PRODUCTION' and gone is null;
