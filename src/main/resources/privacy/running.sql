-- What still runs, in a sentence each: nothing is erased before it has ended.

-- requests
select 'The upgrade ' || r.number || ' is ' || lower(replace(r.state, '_', ' ')) || '. Cancel it, or wait for its end.'
from upgrade.request r join subject_request s on s.id = r.id
where r.state in ('SUBMITTED', 'QUEUED', 'RUNNING', 'WAITING_FOR_MODULES')

-- cases
select distinct 'The case ' || p.business_key_ || ' is open. Cancel it, or wait for its end.'
from camunda.act_hi_procinst p
where p.end_time_ is null and p.root_proc_inst_id_ in (select id from subject_process) and p.business_key_ like 'UPG-%'
  and exists (select from subject_company)

-- issues
select 'The issue ' || i.number || ' is open. Resolve it, or let it be withdrawn.'
from upgrade.issue i where i.number in (select number from subject_issue) and i.ended is null

-- go-lives
select 'The go-live of ' || g.number || ' is planned. Cancel it.'
from upgrade.go_live_plan g where g.number in (select number from subject_case) and g.ended is null
  and g.state in ('OPEN', 'PROPOSED', 'AGREED', 'HELD')

-- invitations
select 'The invitation of ' || i.upgrade || ' is open. Withdraw it.'
from upgrade.invitation i where i.upgrade in (select number from subject_case) and i.state = 'OPEN'

-- branches
select 'A branch of the project ' || p.name || ' is in upgrade mode. Leave it.'
from subject_project p where exists (select from upgrade.branch_upgrade u where u.project = p.id and u.ended is null)

-- databases
select 'The database ' || d.name || ' is still there. Drop it, or assign it to another company.'
from upgrade.hosted_database d where d.id in (select id from subject_database) and d.gone is null
