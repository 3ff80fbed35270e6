-- Who and what an export or an erasure is about: of a company, all of it; of a person, what that person did. In tables of the
-- transaction, so that a statement of the one and of the other says 'in (select … from subject_…)'. Parameters: company, login.

-- login
create temporary table subject_login on commit drop as
select p.login, 'erased-' || upgrade.audit_person(p.login) as pseudonym, trim(p.first_name || ' ' || p.last_name) as name,
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

-- email
create temporary table subject_email on commit drop as
select email from subject_login
union select email from subject_request where cast(:company as text) is not null
union select email from subject_issue where cast(:company as text) is not null
union select lower(trim(email)) from upgrade.branch_upgrade where project in (select id from subject_project)

-- mail
create temporary table subject_mail on commit drop as
select m.id from upgrade.mail m
where m.login in (select login from subject_login)
  or lower(trim(m.recipient)) in (select email from subject_login)
  or cast(:company as text) is not null and (
    m.thread in (select number from subject_case union all select number from subject_issue)
    or m.attachment_request in (select id from subject_request))
  -- lists that went to others, like the analysts' of each day
  or m.sent is not null and exists (
    select from (
      select number as word from subject_case union all select number from subject_issue where cast(:company as text) is not null
      union all select database_name from subject_case union all select name from subject_database
      union all select name from subject_project union all select name from subject_company
      union all select email from subject_email union all select name from subject_login) known
    where length(word) > 3 and position(lower(word) in lower(m.subject || ' ' || m.body)) > 0)

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
