-- 18.0 lets a project be in every plan, and says who of its collaborators sees less.
do $$ begin
  if juniper_upgrade.column_exists('project_project', 'account_id') and juniper_upgrade.table_exists('account_analytic_plan') then
    call juniper_upgrade.plan_columns('project.project');
  end if;
end $$;
call juniper_upgrade.fill('project_collaborator', 'limited_access', 'false');
