-- Who and what an export or an erasure is about: of a company, all of it; of a person, what that person did. In tables of the
-- transaction, so that a statement of the one and of the other says 'in (select … from subject_…)'. Parameters: company, login.

-- login
create temporary table subject_login on commit drop as
select p.login, 'erased-' || coalesce((select max(a.id)::text from upgrade.audit_person a where a.login = p.login), left(gen_random_uuid()::text, 8)) as pseudonym, trim(p.first_name || ' ' || p.last_name) as name,
  lower(trim(p.email)) as email
from upgrade.person p where p.company = :company or p.login = :login

-- company
create temporary table subject_company on commit drop as
select id, name, 'erased-company-' || nextval('upgrade.erased_company') as pseudonym
from upgrade.company where id = :company

-- database
create temporary table subject_database on commit drop as
select id, name from upgrade.hosted_database where company = :company

-- project
create temporary table subject_project on commit drop as
select id, name from upgrade.project where company = :company

-- case
create temporary table subject_case on commit drop as
select number, database_name from upgrade.upgrade where company = :company

-- request
create temporary table subject_request on commit drop as
select id, number, upload_id, lower(trim(email)) as email from upgrade.request
where number in (select number from subject_case) or submitter in (select login from subject_login)

-- upload
create temporary table subject_upload on commit drop as
select id from upgrade.upload
where owner in (select login from subject_login) or id in (select upload_id from subject_request)

-- issue
create temporary table subject_issue on commit drop as
select number, lower(trim(email)) as email from upgrade.issue
where upgrade in (select number from subject_case) or reporter in (select login from subject_login)

-- message
create temporary table subject_message on commit drop as
select id from upgrade.issue_message
where issue in (select number from subject_issue where cast(:company as text) is not null) or author in (select login from subject_login)

-- near: the cases in which the people are known by their names; others may bear the same name elsewhere
create temporary table subject_near on commit drop as
select u.number from upgrade.upgrade u where exists (
  select from upgrade.person p where p.login in (select login from subject_login) and (p.company is null or p.company = u.company))

-- mail: theirs, and what went out about their own cases
create temporary table subject_mail on commit drop as
select m.id from upgrade.mail m
where m.login in (select login from subject_login)
  or lower(trim(m.recipient)) in (select email from subject_login)
  or cast(:company as text) is not null and (
    m.thread in (select number from subject_case union all select number from subject_issue)
    or m.attachment_request in (select id from subject_request))

-- list: the lists that went to those who work for the platform, like the analysts' of each day, with a word of theirs in it
create temporary table subject_list on commit drop as
with sent as materialized (
  select m.id, lower(m.subject || ' ' || m.body) as text from upgrade.mail m
  where m.sent is not null and exists (
    select from upgrade.person p join upgrade.membership s on s.login = p.login
    where s.role in ('ANALYST', 'OPERATOR') and (p.login = m.login or lower(trim(p.email)) = lower(trim(m.recipient))))),
words as materialized (
  select lower(number) as word from subject_case
  union select lower(number) from subject_issue where cast(:company as text) is not null
  union select lower(database_name) from subject_case union select lower(name) from subject_database
  union select lower(name) from subject_project union select email from subject_login
  union select email from subject_request where cast(:company as text) is not null),
names as materialized (
  select lower(name) as name from subject_company union select lower(name) from subject_login)
select l.id from sent l
where exists (select from regexp_matches(l.text, '[\w.@+-]+', 'g') as token(parts) join words on words.word = rtrim(token.parts[1], '.'))
  or exists (select from names where length(name) > 3 and position(name in l.text) > 0)

-- process
create temporary table subject_process on commit drop as
select distinct root_proc_inst_id_ as id from camunda.act_hi_procinst
where business_key_ in (select number from subject_case union all select number from subject_issue where cast(:company as text) is not null)
union
select distinct v.root_proc_inst_id_ from camunda.act_hi_varinst v
where cast(:company as text) is not null and v.name_ in ('requestId', 'issueNumber', 'upgradeNumber', 'invitationId')
  and v.text_ in (select id::text from subject_request union all select number from subject_issue
    union all select number from subject_case
    union all select i.id::text from upgrade.invitation i where i.upgrade in (select number from subject_case))
