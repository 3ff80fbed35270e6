package com.juniper.upgrade.workflow.access;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.workflow.DatabaseUpgradeModel;
import com.juniper.upgrade.workflow.TestUpgradeModel;
import com.juniper.upgrade.workflow.UpgradeLifecycleModel;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.HistoricProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Gives the roles their rights in the process engine and its web applications. */
@Component
class EngineAuthorizations implements SmartInitializingSingleton {

    private static final List<Role> TASKLIST = List.of(Role.ANALYST, Role.CUSTOMER, Role.MAINTAINER);
    private static final List<Role> STARTERS = List.of(Role.ANALYST, Role.INTEGRATION);
    private static final List<String> PROCESSES =
            List.of(UpgradeLifecycleModel.PROCESS_ID, TestUpgradeModel.PROCESS_ID, DatabaseUpgradeModel.PROCESS_ID);

    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;

    EngineAuthorizations(AuthorizationService authorizations, FilterService filters, TaskService tasks) {
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (Resource resource : Resources.values()) {
            grant(Role.OPERATOR, resource, ANY, Permissions.ALL);
        }
        TASKLIST.forEach(role -> grant(role, Resources.APPLICATION, "tasklist", Permissions.ACCESS));
        analyst();
        STARTERS.forEach(this::starter);
        filters();
    }

    /** Analysts read everything. */
    private void analyst() {
        grant(Role.ANALYST, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grant(
                Role.ANALYST,
                Resources.PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY,
                ProcessDefinitionPermissions.READ_TASK);
        grant(Role.ANALYST, Resources.HISTORIC_PROCESS_INSTANCE, ANY, HistoricProcessInstancePermissions.READ);
        grant(Role.ANALYST, Resources.USER, ANY, Permissions.READ);
        grant(Role.ANALYST, Resources.GROUP, ANY, Permissions.READ);
    }

    /** The gate says which process may be started, and with what; the eligibility decision is a part of it. */
    private void starter(Role role) {
        for (String process : PROCESSES) {
            grant(
                    role,
                    Resources.PROCESS_DEFINITION,
                    process,
                    ProcessDefinitionPermissions.READ,
                    ProcessDefinitionPermissions.CREATE_INSTANCE,
                    ProcessDefinitionPermissions.READ_INSTANCE,
                    ProcessDefinitionPermissions.READ_HISTORY);
        }
        grant(
                role,
                Resources.PROCESS_INSTANCE,
                ANY,
                ProcessInstancePermissions.CREATE,
                ProcessInstancePermissions.READ);
        grant(
                role,
                Resources.DECISION_DEFINITION,
                DatabaseUpgradeModel.DECISION_ELIGIBILITY,
                Permissions.CREATE_INSTANCE);
    }

    private void filters() {
        filter("My tasks", 0, tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
        filter(
                "My groups' tasks",
                1,
                tasks.createTaskQuery()
                        .taskCandidateGroupInExpression("${currentUserGroups()}")
                        .taskUnassigned());
        filter(
                "Tasks for me",
                2,
                tasks.createTaskQuery()
                        .taskCandidateUserExpression("${currentUser()}")
                        .taskUnassigned());
    }

    private void grant(Role role, Resource resource, String resourceId, Permission... permissions) {
        var authorization = authorizations
                .createAuthorizationQuery()
                .groupIdIn(role.group())
                .resourceType(resource)
                .resourceId(resourceId)
                .singleResult();
        if (authorization == null) {
            authorization = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            authorization.setGroupId(role.group());
            authorization.setResource(resource);
            authorization.setResourceId(resourceId);
        }
        authorization.setPermissions(permissions);
        authorizations.saveAuthorization(authorization);
    }

    private void filter(String name, int priority, TaskQuery query) {
        var filter = filters.createFilterQuery().filterName(name).singleResult();
        if (filter == null) {
            filter = filters.newTaskFilter(name)
                    .setQuery(query)
                    .setProperties(Map.of("priority", priority, "showUndefinedVariable", false, "refresh", true));
            filters.saveFilter(filter);
        }
        for (Role role : TASKLIST) {
            grant(role, Resources.FILTER, filter.getId(), Permissions.READ);
        }
    }
}
