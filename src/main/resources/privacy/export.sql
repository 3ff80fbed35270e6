-- Everything that is kept of whoever it is about: a file each, a row of JSON a line in it.

-- companies
select c.id, c.name from upgrade.company c where c.id in (select id from subject_company)

-- people
select p.login, p.first_name, p.last_name, p.email, p.company, array(select m.role from upgrade.membership m where m.login = p.login) as roles
from upgrade.person p where p.login in (select login from subject_login) order by p.login

-- tokens
select t.login, t.name, t.created from upgrade.api_token t where t.login in (select login from subject_login) order by t.created

-- provider-logins
select l.login, l.issuer, l.subject, l.since from upgrade.provider_login l where l.login in (select login from subject_login)
order by l.since

-- contracts
select * from upgrade.contract where company in (select id from subject_company) order by code

-- cases
select * from upgrade.upgrade where number in (select number from subject_case)
  or owner in (select login from subject_login) order by number

-- case-events
select * from upgrade.case_event where number in (select number from subject_case)
  or who in (select name from subject_login) and number in (select number from subject_near) order by id

-- requests
select * from upgrade.request where id in (select id from subject_request) order by created

-- request-reasons
select * from upgrade.request_reason where request_id in (select id from subject_request)

-- request-steps
select * from upgrade.request_step where request_id in (select id from subject_request) order by position

-- request-logs
select * from upgrade.request_log where request_id in (select id from subject_request) order by id

-- request-results
select * from upgrade.request_result where request_id in (select id from subject_request)

-- findings
select * from upgrade.finding where request_id in (select id from subject_request) order by request_id, position

-- uploads
select id, owner, file_name, bytes, sha256, error, complete, created, expires from upgrade.upload
where id in (select id from subject_upload) order by created

-- artifacts
select * from upgrade.artifact where request_id in (select id from subject_request) order by created

-- checklists
select c.* from upgrade.checklist c where request_id in (select id from subject_request)

-- checklist-items
select i.* from upgrade.checklist_item i where request_id in (select id from subject_request) or answered_by in (select login from subject_login) order by id

-- evidence
select e.* from upgrade.evidence e where request_id in (select id from subject_request)

-- issues
select * from upgrade.issue where number in (select number from subject_issue) and not internal order by number

-- issue-messages
select m.* from upgrade.issue_message m join upgrade.issue i on i.number = m.issue
where m.id in (select id from subject_message) and not i.internal order by m.id

-- files
select f.id, f.message_id, f.item_id, f.name, f.type, octet_length(f.content) as bytes from upgrade.small_file f
where f.message_id in (select id from subject_message)
  or f.item_id in (select i.id from upgrade.checklist_item i where i.request_id in (select id from subject_request))

-- mails
select id, recipient, login, subject, regexp_replace(body, 'link=jpw_[\w-]+', 'link=…', 'g') as body, created, sent from upgrade.mail
where id in (select id from subject_mail) and (login in (select login from subject_login)
  or lower(trim(recipient)) in (select email from subject_login)
  or thread in (select number from subject_case) and lower(trim(recipient)) in (select email from subject_request))
order by id

-- unsubscriptions
select * from upgrade.unsubscribed where address in (select email from subject_login)

-- go-live-plans
select * from upgrade.go_live_plan where number in (select number from subject_case) order by created

-- invitations
select * from upgrade.invitation where upgrade in (select number from subject_case) order by created

-- databases
select id, cluster, name, owner, kind, hosting, company, origin, line, version, edition, uuid, modules, users, bytes, last_use, found,
  gone, expires, module_names, country, rolling from upgrade.hosted_database where id in (select id from subject_database) order by id

-- usage
select u.*, (select json_agg(h) from upgrade.usage_hour h where h.database_id = u.database_id) as hours
from upgrade.usage_count u where u.database_id in (select id from subject_database)

-- backups
select * from upgrade.backup where database_id in (select id from subject_database) order by id

-- projects
select id, name, company, database_id, production_branch, created_by, created, remote, webhook from upgrade.project
where id in (select id from subject_project)

-- branches
select * from upgrade.project_branch where project in (select id from subject_project) or pushed_by in (select login from subject_login)

-- branch-upgrades
select * from upgrade.branch_upgrade where project in (select id from subject_project) or asked_by in (select login from subject_login) order by id

-- builds
select * from upgrade.build where project in (select id from subject_project) or pushed_by in (select login from subject_login) order by id

-- webhook-deliveries
select * from upgrade.webhook_delivery where project in (select id from subject_project) order by id

-- process-variables
select name_ as name, var_type_ as type, coalesce(text_, long_::text, double_::text) as value, create_time_ as created
from camunda.act_hi_varinst where root_proc_inst_id_ in (select id from subject_process) order by create_time_

-- audit
select a.id, a.at, case when p.login in (select login from subject_login) then p.login else 'somebody else' end as login,
  case when p.login in (select login from subject_login) then o.address end as address, o.means, a.act, a.kind, a.object, a.upgrade, a.detail
from upgrade.audit a join upgrade.audit_person p on p.id = a.person join upgrade.audit_origin o on o.id = a.origin
where a.person in (select id from upgrade.audit_person where login in (select login from subject_login))
  or a.upgrade in (select number from subject_case)
  or a.kind = 'PERSON' and a.object in (select id::text from upgrade.audit_person where login in (select login from subject_login))
order by a.at, a.id
