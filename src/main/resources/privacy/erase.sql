-- What an erasure does, in this order; the label is what its rows are counted under. Numbers, states and times stay, so that
-- figures stay right; names become pseudonyms.

-- order
set constraints upgrade.project_database_company deferred

-- files of issues and checklists
delete from upgrade.small_file where message_id in (select id from subject_message)
  or item_id in (select i.id from upgrade.checklist_item i join subject_case c on true
    join upgrade.request r on r.id = i.request_id and r.number = c.number)

-- messages
update upgrade.issue_message m set body = 'Erased', author_name = coalesce((select pseudonym from subject_login l where l.login = m.author), 'Erased')
where id in (select id from subject_message)

-- issues
update upgrade.issue i set title = 'Erased', email = 'erased', module = null, signature = null, item = null,
  reporter_name = coalesce((select pseudonym from subject_login l where l.login = i.reporter), 'Erased')
where number in (select number from subject_issue)

-- mails
delete from upgrade.mail where id in (select id from subject_mail union all select id from subject_list)

-- unsubscriptions
delete from upgrade.unsubscribed where address in (select email from subject_login)

-- sessions
delete from upgrade.session where principal_name in (select login from subject_login)

-- evidence
delete from upgrade.evidence where request_id in (select r.id from upgrade.request r join subject_case using (number))

-- checklists
update upgrade.checklist c set comment = null, decided_name = case when decided_name is not null then 'Erased' end
where request_id in (select r.id from upgrade.request r join subject_case using (number))

-- answers
update upgrade.checklist_item i set comment = null, last_comment = null, last_name = case when last_name is not null then 'Erased' end,
  answered_name = case when answered_name is not null then 'Erased' end, name = case when own then 'erased-' || id else name end,
  sentence = case when own then 'Erased' else sentence end
where request_id in (select r.id from upgrade.request r join subject_case using (number))

-- answers
update upgrade.checklist_item i set comment = null, answered_name = l.pseudonym from subject_login l where i.answered_by = l.login

-- answers
update upgrade.checklist_item i set last_comment = null, last_name = l.pseudonym from subject_login l
where i.last_name = l.name and l.name <> '' and i.request_id in (select r.id from upgrade.request r join subject_near using (number))

-- checklists
update upgrade.checklist c set comment = null, decided_name = l.pseudonym from subject_login l where c.decided_by = l.login

-- lines of cases
update upgrade.case_event set sentence = 'Erased', who = case when who is not null then 'Erased' end
where number in (select number from subject_case)

-- lines of cases
update upgrade.case_event e set who = l.pseudonym from subject_login l
where e.who = l.name and l.name <> '' and e.number in (select number from subject_near)

-- lines of cases
update upgrade.case_event e set sentence = replace(e.sentence, l.name, l.pseudonym) from subject_login l
where length(l.name) > 3 and e.number in (select number from subject_near) and position(l.name in e.sentence) > 0

-- lines of logs
delete from upgrade.request_log where request_id in (select id from subject_request)

-- results
delete from upgrade.request_result where request_id in (select id from subject_request)

-- reasons
update upgrade.request_reason set message = 'Erased' where request_id in (select id from subject_request)

-- keys
delete from upgrade.request_key where request_id in (select id from subject_request)

-- artifacts
delete from upgrade.artifact where request_id in (select id from subject_request)

-- uploads
delete from upgrade.upload where id in (select id from subject_upload)

-- requests
update upgrade.request set email = 'erased', file_name = 'erased', external_reference = null, custom_modules = '{}', modules = null,
  contract = 'erased', branch = null where id in (select id from subject_request)

-- cases
update upgrade.upgrade set database_name = 'erased', database_key = 'erased/' || number, database_uuid = null,
  company = (select pseudonym from subject_company) where number in (select number from subject_case)

-- go-lives
update upgrade.go_live_plan set proposed_name = case when proposed_name is not null then 'Erased' end,
  go_name = case when go_name is not null then 'Erased' end, reason = null, customer = null, zone = 'UTC'
where number in (select number from subject_case)

-- go-lives
update upgrade.go_live_plan g set proposed_name = l.pseudonym from subject_login l
where g.proposed_name = l.name and l.name <> '' and g.number in (select number from subject_near)

-- go-lives
update upgrade.go_live_plan g set go_name = l.pseudonym from subject_login l
where g.go_name = l.name and l.name <> '' and g.number in (select number from subject_near)

-- invitations
update upgrade.invitation set reason = null, company = (select pseudonym from subject_company)
where upgrade in (select number from subject_case)

-- trials
update upgrade.campaign_target set problem = null where database_id in (select id from subject_database)

-- webhook deliveries
delete from upgrade.webhook_delivery where project in (select id from subject_project)

-- branches
delete from upgrade.branch_fetch where project in (select id from subject_project)

-- branches
delete from upgrade.project_branch where project in (select id from subject_project)

-- branch upgrades
update upgrade.branch_upgrade set branch = 'erased', email = 'erased', reason = null where project in (select id from subject_project)

-- builds
update upgrade.build set branch = 'erased', failed_path = null, failure = null where project in (select id from subject_project)

-- projects
update upgrade.project set name = 'erased-' || id, remote = null, hook_secret = null, webhook = null, webhook_secret = null,
  production_branch = 'main' where id in (select id from subject_project)

-- uses of databases
delete from upgrade.usage_count where database_id in (select id from subject_database)

-- backups
delete from upgrade.backup where database_id in (select id from subject_database)

-- production switches
update upgrade.production_switch set name = 'erased', former_name = 'erased' where database_id in (select id from subject_database)

-- contracts
delete from upgrade.contract where company in (select id from subject_company)

-- companies
insert into upgrade.company (id, name) select pseudonym, 'Erased company' from subject_company

-- databases
update upgrade.hosted_database set name = 'erased-' || id, owner = 'erased', uuid = null, country = null, module_names = '{}',
  problem = null, reader_password = null, company = (select pseudonym from subject_company)
where id in (select id from subject_database)

-- projects
update upgrade.project set company = (select pseudonym from subject_company) where company in (select id from subject_company)

-- process variables
update camunda.act_hi_varinst set text_ = null, text2_ = null, bytearray_id_ = null
where root_proc_inst_id_ in (select id from subject_process) and exists (select from subject_company)

-- process variables
update camunda.act_ge_bytearray set bytes_ = null where root_proc_inst_id_ in (select id from subject_process)
  and exists (select from subject_company)

-- process history
update camunda.act_hi_detail set text_ = null, text2_ = null, bytearray_id_ = null
where root_proc_inst_id_ in (select id from subject_process) and exists (select from subject_company)

-- process history
update camunda.act_hi_incident set incident_msg_ = null where root_proc_inst_id_ in (select id from subject_process)
  and exists (select from subject_company)

-- process history
update camunda.act_hi_job_log set job_exception_msg_ = null where root_proc_inst_id_ in (select id from subject_process)
  and exists (select from subject_company)

-- process history
update camunda.act_hi_procinst set delete_reason_ = null where root_proc_inst_id_ in (select id from subject_process)
  and exists (select from subject_company)

-- process history
update camunda.act_hi_comment set message_ = null, full_msg_ = null where root_proc_inst_id_ in (select id from subject_process)
  and exists (select from subject_company)

-- process history
update camunda.act_hi_taskinst set description_ = null, delete_reason_ = null where root_proc_inst_id_ in (select id from subject_process)
  and exists (select from subject_company)

-- process history
update camunda.act_hi_op_log set org_value_ = null, new_value_ = null, annotation_ = null
where root_proc_inst_id_ in (select id from subject_process) and exists (select from subject_company)

-- process history
update camunda.act_hi_varinst v set text_ = l.pseudonym from subject_login l
where v.text_ <> '' and v.text_ in (l.login, l.name, l.email) and v.root_proc_inst_id_ in (
  select i.root_proc_inst_id_ from camunda.act_hi_procinst i where i.business_key_ in (select number from subject_near))

-- process history
update camunda.act_hi_detail v set text_ = l.pseudonym from subject_login l
where v.text_ <> '' and v.text_ in (l.login, l.name, l.email) and v.root_proc_inst_id_ in (
  select i.root_proc_inst_id_ from camunda.act_hi_procinst i where i.business_key_ in (select number from subject_near))

-- people
delete from upgrade.person where login in (select login from subject_login)

-- companies
delete from upgrade.company where id in (select id from subject_company)

-- addresses in the audit log
update upgrade.audit_origin set address = null
where person in (select id from upgrade.audit_person where login in (select login from subject_login)
  or company in (select id from subject_company)
  or login in (select r.submitter from upgrade.request r where r.id in (select id from subject_request) and r.submitter like 'token:%'))

-- addresses in the audit log
with known as (select id::text from upgrade.audit_person where login in (select login from subject_login)
  or company in (select id from subject_company))
update upgrade.audit_origin o set address = null
where means = 'NOBODY' and address is not null
  and exists (select from upgrade.audit a where a.origin = o.id and a.kind = 'PERSON' and a.object in (select id from known))
  and not exists (select from upgrade.audit a where a.origin = o.id
    and not (a.kind = 'PERSON' and (a.object = '0' or a.object in (select id from known))))

-- names in the audit log
update upgrade.audit_person set login = null, company = null
where login in (select login from subject_login) or company in (select id from subject_company)
