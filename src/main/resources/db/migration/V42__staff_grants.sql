-- staff reads and works on tasks by its roles, where it had a grant of the process engine for each task (7), and for each
-- task of the history (19)
delete from camunda.act_ru_authorization where resource_type_ in (7, 19) and resource_id_ <> '*'
  and (group_id_ in ('support-analysts', 'camunda-admin')
    or user_id_ in (select login from upgrade.membership where role in ('ANALYST', 'OPERATOR')));
