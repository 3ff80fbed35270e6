-- whose builds and logs a project shows is whose database it has: that does not change hands without it
alter table hosted_database add constraint hosted_database_with_company unique (id, company);
alter table project add constraint project_database_company foreign key (database_id, company)
  references hosted_database (id, company);

-- what dead builds left is looked for among those that ended last
create index build_ended on build (ended) where ended is not null;
