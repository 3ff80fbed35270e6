package com.juniper.upgrade.workflow.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.tasks.HumanTask;
import com.juniper.upgrade.tasks.HumanTasks;
import com.juniper.upgrade.tasks.TaskFilter;
import com.juniper.upgrade.tasks.TaskFilter.View;
import com.juniper.upgrade.tasks.TaskForm;
import com.juniper.upgrade.tasks.TaskPage;
import com.juniper.upgrade.tasks.Worker;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.workflow.IssueResolutionModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.SpinList;
import org.camunda.spin.json.SpinJsonNode;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The process engine's tasks. Lists are read from its tables in one query with the cases; what changes a task is a command
 * of the engine in the caller's name, so that the engine checks it like one of Tasklist.
 */
@Repository
@Transactional
class EngineTasks implements HumanTasks {

    private static final int PAGE = 25;
    private static final String PACKAGE = "com.juniper.upgrade.";

    private static final String WORKS_ON = """
            (:all or t.assignee_ = :login or t.id_ in (select l.task_id_ from camunda.act_ru_identitylink l
              where l.type_ = 'candidate' and (l.user_id_ = :login or l.group_id_ in (:groups))))""";
    private static final String OF_CASE = """
            (cast(:number as text) is null
              or t.proc_inst_id_ in (select e.id_ from camunda.act_ru_execution e where e.business_key_ = :number))""";
    private static final Map<View, String> VIEWS = Map.of(
            View.ALL, "true",
            View.MINE, "t.assignee_ = :login",
            View.GROUP, "t.assignee_ is null",
            View.OVERDUE, "t.due_date_ < :now");

    private static final String ORDER = "order by t.due_date_, t.create_time_, t.id_";

    private static final String DETAILS = """
            select t.*, p.business_key_, d.key_, u.database_name,
              (select v.text_ from camunda.act_ru_variable v where v.proc_inst_id_ = t.proc_inst_id_ and v.name_ = '%s'
                limit 1) as issue,
              (select trim(a.first_name || ' ' || a.last_name) from upgrade.person a where a.login = t.assignee_) as assigned,
              array(select l.user_id_ from camunda.act_ru_identitylink l
                where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.user_id_ is not null order by 1) as users,
              array(select coalesce(trim(c.first_name || ' ' || c.last_name), l.user_id_)
                from camunda.act_ru_identitylink l left join upgrade.person c on c.login = l.user_id_
                where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.user_id_ is not null order by l.user_id_) as names,
              array(select l.group_id_ from camunda.act_ru_identitylink l
                where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ is not null order by 1) as groups
            from chosen t join camunda.act_ru_execution p on p.id_ = t.proc_inst_id_
            join camunda.act_re_procdef d on d.id_ = t.proc_def_id_
            left join upgrade.upgrade u on u.number = p.business_key_""".formatted(IssueResolutionModel.ISSUE_NUMBER.name());

    private static final String ALL = "with chosen as materialized (select t.* from camunda.act_ru_task t where %s "
            + ORDER + " limit 1000) " + DETAILS + " " + ORDER;

    /** The tasks of a page with the counts of all lists in each row; the counts alone where the page has no task. */
    private static final String PAGES = """
            with mine as materialized (select t.id_, t.assignee_, t.due_date_, t.create_time_ from camunda.act_ru_task t
              where %s and %s),
            counts as materialized (select %s from mine t),
            page as materialized (select t.id_ from mine t where %%1$s %s limit %d
              offset (select %5$d * greatest(0, least(:page - 1, (count_%%2$s - 1) / %5$d)) from counts)),
            chosen as materialized (select t.* from page join camunda.act_ru_task t using (id_))
            select t.*, counts.* from counts left join (%s) t on true %4$s""".formatted(
            WORKS_ON,
            OF_CASE,
            VIEWS.entrySet().stream()
                    .map(view -> "count(*) filter (where %s) as count_%s".formatted(view.getValue(), view.getKey()))
                    .collect(Collectors.joining(", ")),
            ORDER,
            PAGE,
            DETAILS);

    private final JdbcClient jdbc;
    private final TaskService tasks;
    private final IdentityService identities;
    private final TaskForms forms;
    private final People people;
    private final ObjectMapper json;

    EngineTasks(
            JdbcClient jdbc,
            TaskService tasks,
            IdentityService identities,
            TaskForms forms,
            People people,
            ObjectMapper json) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.identities = identities;
        this.forms = forms;
        this.people = people;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public TaskPage list(TaskFilter filter, Caller caller) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("all", isOperator(caller));
        parameters.put("login", caller.name());
        parameters.put("groups", groupsOf(caller));
        parameters.put("number", filter.number());
        parameters.put("now", Timestamp.from(Instant.now()));
        parameters.put("page", filter.page());
        var counts = new EnumMap<View, Long>(View.class);
        List<HumanTask> listed = new ArrayList<>();
        jdbc.sql(PAGES.formatted(VIEWS.get(filter.view()), filter.view()))
                .params(parameters)
                .query(row -> {
                    for (View view : View.values()) {
                        counts.put(view, row.getLong("count_" + view));
                    }
                    if (row.getString("id_") != null) {
                        listed.add(task(row));
                    }
                });
        int pages = (int) Math.max(1, (counts.getOrDefault(filter.view(), 0L) + PAGE - 1) / PAGE);
        return new TaskPage(listed, Math.max(1, Math.min(filter.page(), pages)), pages, counts);
    }

    private List<HumanTask> all(String where, String value) {
        return jdbc.sql(ALL.formatted(where))
                .param("value", value)
                .query((row, number) -> task(row))
                .list();
    }

    private static HumanTask task(ResultSet row) throws SQLException {
        var assignee = row.getString("assignee_");
        var due = row.getTimestamp("due_date_");
        var logins = strings(row, "users");
        var names = strings(row, "names");
        List<Worker> candidates = new ArrayList<>();
        for (int i = 0; i < logins.size(); i++) {
            candidates.add(new Worker(logins.get(i), names.get(i)));
        }
        return new HumanTask(
                row.getString("id_"),
                row.getString("task_def_key_"),
                row.getString("key_"),
                row.getString("name_"),
                row.getString("description_"),
                row.getString("business_key_"),
                row.getString("database_name"),
                row.getString("issue"),
                row.getTimestamp("create_time_").toInstant(),
                due == null ? null : due.toInstant(),
                assignee == null
                        ? null
                        : new Worker(assignee, Objects.requireNonNullElse(row.getString("assigned"), assignee)),
                candidates,
                Arrays.stream(Role.values())
                        .filter(role -> strings(row, "groups").contains(role.group()))
                        .toList());
    }

    private static List<String> strings(ResultSet row, String column) {
        try {
            return List.of((String[]) row.getArray(column).getArray());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<HumanTask> ofCase(String number) {
        return all(
                "t.proc_inst_id_ in (select e.id_ from camunda.act_ru_execution e where e.business_key_ = :value)",
                number);
    }

    @Override
    @Transactional(readOnly = true)
    public List<HumanTask> ofIssue(String issueNumber) {
        return all(
                "t.proc_inst_id_ in (select v.proc_inst_id_ from camunda.act_ru_variable v where v.name_ = '%s' and v.text_ = :value)"
                        .formatted(IssueResolutionModel.ISSUE_NUMBER.name()),
                issueNumber);
    }

    /** A task that the caller may read. */
    private HumanTask visible(String id, Caller caller) {
        return all("t.id_ = :value", id).stream()
                .filter(task -> caller.isStaff() || task.isFor(caller))
                .findFirst()
                .orElseThrow(() -> new RequestNotFoundException("Task " + id));
    }

    /**
     * Refuses what the process engine lets staff do with every task.
     *
     * @throws RequestNotFoundException where there is no such task for the caller
     * @throws NotAllowedException where the caller reads it only
     */
    @Transactional(readOnly = true)
    void requireWorkable(String id, Caller caller) {
        workable(id, caller);
    }

    private HumanTask workable(String id, Caller caller) {
        var task = visible(id, caller);
        if (!task.isFor(caller)) {
            throw new NotAllowedException("This task is not yours: it is for %s.".formatted(task.whom()));
        }
        return task;
    }

    private static Set<Role> rolesOf(Caller caller) {
        Person person = caller.person();
        return person == null ? Set.of() : person.roles();
    }

    private static boolean isOperator(Caller caller) {
        return rolesOf(caller).contains(Role.OPERATOR);
    }

    /** Never empty: an empty list is no SQL. */
    private static List<String> groupsOf(Caller caller) {
        return Stream.concat(Stream.of(""), rolesOf(caller).stream().map(Role::group))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public TaskForm open(String id, Caller caller) {
        var task = visible(id, caller);
        try {
            var schema = forms.schema(id);
            return new TaskForm(
                    task,
                    task.isFor(caller),
                    schema.isMissingNode() ? null : json.writeValueAsString(schema),
                    values(id, TaskForms.variablesOf(schema)),
                    colleagues(task, caller));
        } catch (Refusal refusal) {
            throw new RequestNotFoundException("Task " + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> values(String id, Collection<String> names) throws JsonProcessingException {
        Map<String, Object> values = new TreeMap<>();
        for (var variable : tasks.getVariables(id, names).entrySet()) {
            if (variable.getValue() != null) {
                values.put(variable.getKey(), value(variable.getValue()));
            }
        }
        return values;
    }

    /** As a form's field takes it. */
    private Object value(Object variable) throws JsonProcessingException {
        if (variable instanceof SpinJsonNode || variable instanceof SpinList) {
            return json.readTree(variable.toString());
        }
        return variable instanceof Date date
                ? date.toInstant()
                        .atZone(ZoneId.systemDefault())
                        .toOffsetDateTime()
                        .toString()
                : variable;
    }

    /** The people of the caller's company, or of the caller's group, who may take the task; the caller too. */
    private List<Worker> colleagues(HumanTask task, Caller caller) {
        Map<String, Worker> found = new TreeMap<>();
        if (caller.isStaff()) {
            task.groups().forEach(role -> people.with(role)
                    .forEach(person -> found.put(person.login(), new Worker(person.login(), person.name()))));
        }
        task.candidates().stream()
                .filter(candidate -> caller.isStaff()
                        || people.find(candidate.login())
                                .filter(person -> Objects.equals(person.company(), caller.company()))
                                .isPresent())
                .forEach(candidate -> found.put(candidate.login(), candidate));
        return List.copyOf(found.values());
    }

    @Override
    public void claim(String id, Caller caller) {
        requireFree(workable(id, caller), caller);
        as(caller, () -> tasks.claim(id, caller.name()));
    }

    @Override
    public void unclaim(String id, Caller caller) {
        var task = workable(id, caller);
        if (!caller.isStaff()) {
            requireFree(task, caller);
        }
        as(caller, () -> tasks.setAssignee(id, null));
    }

    @Override
    public void assign(String id, String login, Caller caller) {
        var colleagues = colleagues(workable(id, caller), caller);
        if (colleagues.stream().noneMatch(colleague -> colleague.login().equals(login))) {
            throw refusal(
                    "login",
                    "The task cannot be given to %s; it can be given to %s."
                            .formatted(
                                    login, colleagues.stream().map(Worker::name).collect(Collectors.joining(", "))));
        }
        as(caller, () -> tasks.setAssignee(id, login));
    }

    @Override
    public void complete(String id, Map<String, @Nullable Object> values, Caller caller) {
        requireFree(workable(id, caller), caller);
        var variables = json.createObjectNode();
        Map<String, @Nullable Object> typed = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            boolean structured = value instanceof Map || value instanceof Collection;
            var variable = variables.putObject(name);
            if (structured) {
                var text = json.valueToTree(value).toString();
                variable.put("value", text).put("type", "Json");
                typed.put(name, SpinValues.jsonValue(text).create());
            } else {
                variable.set("value", json.valueToTree(value));
                typed.put(name, value);
            }
        });
        requireForm(id, variables);
        as(caller, () -> {
            tasks.setAssignee(id, caller.name()); // who did it
            tasks.complete(id, typed);
        });
    }

    private void requireForm(String id, JsonNode variables) {
        try {
            var problems = forms.problems(id, variables, "expected is %s.");
            if (!problems.isEmpty()) {
                throw new RequestRefusedException(problems.stream()
                        .map(problem -> new Reason(problem.name(), problem.name() + ": " + problem.expected()))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireFree(HumanTask task, Caller caller) {
        Optional.ofNullable(task.assignee())
                .filter(assignee -> !assignee.login().equals(caller.name()))
                .ifPresent(assignee -> {
                    throw refusal(
                            "task",
                            "%s works on this task already. Take it over first: give it to yourself."
                                    .formatted(assignee.name()));
                });
    }

    private static RequestRefusedException refusal(String code, String sentence) {
        return new RequestRefusedException(List.of(new Reason(code, sentence)));
    }

    /** Runs an engine's command in the caller's name. A refusal of the domain that it meets comes out as it was. */
    private void as(Caller caller, Runnable command) {
        identities.setAuthentication(caller.name(), groupsOf(caller), List.of());
        try {
            command.run();
        } catch (ProcessEngineException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof RuntimeException refusal
                        && refusal.getClass().getName().startsWith(PACKAGE)) {
                    throw refusal;
                }
            }
            throw e;
        } finally {
            identities.clearAuthentication();
        }
    }
}
