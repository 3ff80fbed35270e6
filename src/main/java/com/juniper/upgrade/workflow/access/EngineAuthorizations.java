package com.juniper.upgrade.workflow.access;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.workflow.AgreedGoLiveModel;
import com.juniper.upgrade.workflow.DatabaseUpgradeModel;
import com.juniper.upgrade.workflow.GoLivePlanningModel;
import com.juniper.upgrade.workflow.IssueResolutionModel;
import com.juniper.upgrade.workflow.TestUpgradeModel;
import com.juniper.upgrade.workflow.TypedVariable;
import com.juniper.upgrade.workflow.UpgradeLifecycleModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private static final List<Role> STAFF = List.of(Role.ANALYST);
    private static final List<Role> CUSTOMERS = List.of(Role.CUSTOMER, Role.MAINTAINER);
    private static final String ME = "${currentUser()}";
    private static final String MY_GROUPS = "${currentUserGroups()}";

    /** What Tasklist shows beside each task that has it. */
    private static final List<Map<String, String>> SHOWN = List.of(
            shown(TaskFacts.UPGRADE, "Upgrade"),
            shown(TaskFacts.DATABASE, "Database"),
            shown(TestUpgradeModel.TARGET_VERSION, "To version"),
            shown(IssueResolutionModel.ISSUE_NUMBER, "Issue"),
            shown(IssueResolutionModel.ISSUE_TITLE, "Title"));

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

    /** Analysts read everything. Which tasks they may work on, of all that the engine lets them, {@link EngineGate} asks. */
    private void analyst() {
        grant(Role.ANALYST, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grant(
                Role.ANALYST,
                Resources.PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY,
                ProcessDefinitionPermissions.READ_TASK,
                ProcessDefinitionPermissions.TASK_WORK,
                ProcessDefinitionPermissions.TASK_ASSIGN);
        grant(Role.ANALYST, Resources.HISTORIC_PROCESS_INSTANCE, ANY, HistoricProcessInstancePermissions.READ);
        grant(Role.ANALYST, Resources.USER, ANY, Permissions.READ);
        grant(Role.ANALYST, Resources.GROUP, ANY, Permissions.READ);
    }

    /** The gate says which process may be started, and with what. */
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
    }

    /** Tasklist opens the first that somebody sees: what he and his group can do now. */
    private void filters() {
        filter(
                "My groups",
                0,
                STAFF,
                takeable(tasks.createTaskQuery())
                        .taskCandidateGroupInExpression(MY_GROUPS)
                        .endOr());
        filter(
                "Tasks for me",
                0,
                CUSTOMERS,
                takeable(tasks.createTaskQuery())
                        .taskCandidateUserExpression(ME)
                        .endOr());
        filter("Mine", 10, TASKLIST, tasks.createTaskQuery().taskAssigneeExpression(ME));
        filter(
                "Overdue",
                20,
                TASKLIST,
                takeable(tasks.createTaskQuery().dueBeforeExpression("${now()}"))
                        .taskCandidateUserExpression(ME)
                        .taskCandidateGroupInExpression(MY_GROUPS)
                        .endOr());
        filter(
                "Triage",
                30,
                STAFF,
                takeable(tasks.createTaskQuery().taskDefinitionKey(IssueResolutionModel.TASK_TRIAGE_ISSUE))
                        .taskUnassigned()
                        .endOr());
        filter(
                "Go-live this week",
                40,
                STAFF,
                tasks.createTaskQuery()
                        .processDefinitionKeyIn(GoLivePlanningModel.PROCESS_ID, AgreedGoLiveModel.PROCESS_ID)
                        .dueBeforeExpression("${dateTime().plusWeeks(1)}"));
        List.of("My tasks", "My groups' tasks").forEach(former -> filters.createFilterQuery()
                .filterName(former)
                .list()
                .forEach(filter -> filters.deleteFilter(filter.getId())));
    }

    /** Sorted: what is stored as it was needs no update. */
    private static Map<String, String> shown(TypedVariable<?> variable, String label) {
        return new TreeMap<>(Map.of("name", variable.name(), "label", label));
    }

    /** What is mine, or what the caller of this adds. */
    private static TaskQuery takeable(TaskQuery query) {
        return query.or().taskAssigneeExpression(ME);
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

    private void filter(String name, int priority, List<Role> readers, TaskQuery query) {
        var known = filters.createFilterQuery().filterName(name).singleResult();
        var filter = (known == null ? filters.newTaskFilter(name) : known)
                .setQuery(query.orderByDueDate().asc().orderByTaskCreateTime().asc())
                .setProperties(new TreeMap<>(Map.of(
                        "priority", priority, "showUndefinedVariable", false, "refresh", true, "variables", SHOWN)));
        filters.saveFilter(filter);
        for (Role role : readers) {
            grant(role, Resources.FILTER, filter.getId(), Permissions.READ);
        }
    }
}
