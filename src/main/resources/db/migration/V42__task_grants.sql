-- staff reads and works on tasks by its roles, where it had a grant of the process engine for each task (7), and nobody has
-- one any more that outlives its task, in the history (19)
delete from camunda.act_ru_authorization where resource_id_ <> '*'
  and (resource_type_ = 19
    or resource_type_ = 7 and (group_id_ in ('support-analysts', 'camunda-admin')
      or user_id_ in (select login from upgrade.membership where role in ('ANALYST', 'OPERATOR'))));
