package com.juniper.upgrade.workflow.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.CaseFixture.Case;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestClient.Answer;
import com.juniper.upgrade.TestSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do with tasks in Tasklist, and what they cannot do beside it. */
@PlatformTest
class TasklistIT {

    private static final String ENGINE = "engine/engine/default/";

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private TaskService tasks;

    private Case waiting;
    private String task;

    @BeforeEach
    void aCaseThatWaitsForCustomModules() {
        waiting = new CaseFixture(platform).make("demo", "WAITING_FOR_MODULES");
        var instance = processes
                .createProcessInstanceByKey("TestUpgrade")
                .businessKey(waiting.number())
                .setVariables(Map.of(
                        "requestId", waiting.request().toString(), "targetVersion", "17.0", "customModules", "mine"))
                .startBeforeActivity("Task_DeclareCustomModulesPorted")
                .execute();
        task = tasks.createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getId();
    }

    private static void assertRefused(Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("detail").asText()).contains(name);
    }

    @Test
    @DisplayName("decision 12: a colleague claims the task in Tasklist and completes it with its form")
    void completesWithTheForm() {
        var session = TestSession.of("colleague", port);

        assertThat(session.get("/camunda/api/" + ENGINE + "task/" + task).status())
                .isEqualTo(200);
        assertThat(session.postToEngine(ENGINE + "task/" + task + "/claim", "{\"userId\": \"colleague\"}")
                        .status())
                .isEqualTo(204);
        var answer = session.postToEngine(
                ENGINE + "task/" + task + "/submit-form", "{\"variables\": {\"modulesPorted\": {\"value\": true}}}");
        assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
        assertThat(tasks.createTaskQuery().taskId(task).count()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"modulesPorted\": {\"value\": true}, \"requestId\": {\"value\": \"x\"}}             | requestId",
                "{\"modulesPorted\": {\"value\": true}, \"customModules\": {\"value\": \"\"}}          | customModules",
                "{\"modulesPorted\": {\"value\": \"true\", \"type\": \"String\"}}                      | modulesPorted",
                "{\"modulesPorted\": {\"value\": true, \"type\": \"Object\"}}                          | modulesPorted",
                "{\"modulesPorted\": {\"value\": true, \"valueInfo\": {\"transient\": true}}}          | modulesPorted",
                "{\"modulesPorted\": {\"value\": false}}                                               | modulesPorted",
                "{}                                                                                    | modulesPorted",
            })
    void otherVariablesThanTheFormsFieldsAreNamed(String variables, String name) {
        var body = "{\"variables\": %s}".formatted(variables);
        var demo = TestSession.of("demo", port);

        for (var way : new String[] {"complete", "submit-form"}) {
            assertRefused(demo.postToEngine(ENGINE + "task/" + task + "/" + way, body), 400, name);
        }
        assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
    }

    @Test
    void analystsAreHeldToTheFormInTheRestApiToo() {
        var body =
                Map.of("variables", Map.of("modulesPorted", Map.of("value", true), "eligible", Map.of("value", true)));
        var analyst = TestClient.as("analyst", port);

        assertRefused(analyst.post("/engine-rest/task/" + task + "/complete", body), 400, "eligible");
        assertThat(analyst.post(
                                "/engine-rest/task/" + task + "/complete",
                                Map.of("variables", Map.of("modulesPorted", Map.of("value", true))))
                        .status())
                .isEqualTo(204);
    }

    @Test
    @DisplayName(
            "R24: what customers alone decide, an analyst reads; taking and completing it is refused with whose it is")
    void analystsDoNotWorkOnWhatIsForCustomers() {
        var cases = new CaseFixture(platform);
        var tested = cases.deliveredTo("demo");
        cases.checklist(tested);
        var instance = processes
                .createProcessInstanceByKey("Testing")
                .businessKey(tested.number())
                .setVariables(Map.of("requestId", tested.request().toString()))
                .startBeforeActivity("Task_DeclareConfidence")
                .execute();
        var confidence = tasks.createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getId();
        var analyst = TestClient.as("analyst", port);
        var confident = Map.of("variables", Map.of("confident", Map.of("value", true)));

        assertThat(analyst.get("/engine-rest/task/" + confidence).status()).isEqualTo(200);
        for (var address : List.of("/engine-rest/task/", "/engine-rest/engine/default/task/")) {
            assertRefused(analyst.post(address + confidence + "/claim", Map.of("userId", "analyst")), 403, "Dora Demo");
            assertRefused(analyst.post(address + confidence + "/complete", confident), 403, "Dora Demo");
        }
        assertRefused(
                TestSession.of("analyst", port)
                        .postToEngine(ENGINE + "task/" + confidence + "/assignee", "{\"userId\": \"analyst\"}"),
                403,
                "Dora Demo");
        assertThat(tasks.createTaskQuery().taskId(confidence).taskUnassigned().count())
                .isOne();
    }

    @Test
    @DisplayName(
            "Tasks are granted to customers one by one, never to staff; grants of earlier versions go at the start")
    void staffIsGrantedNoSingleTask() throws SQLException {
        assertThat(granted())
                .contains("demo", "colleague")
                .doesNotContain("analyst", "support-analysts")
                .as("not for its history too")
                .doesNotHaveDuplicates();
        assertThat(TestClient.as("analyst", port)
                        .post("/engine-rest/task/" + task + "/claim", Map.of("userId", "analyst"))
                        .status())
                .isEqualTo(204);
        assertThat(granted()).as("taken").doesNotContain("analyst", "support-analysts");
        var customers = granted();

        var jdbc = platform.getBean(JdbcClient.class);
        jdbc.sql("""
                        insert into camunda.act_ru_authorization (id_, rev_, type_, group_id_, user_id_, resource_type_, resource_id_, perms_)
                        values (:task || 1, 1, 1, 'support-analysts', null, 7, :task, 6), (:task || 2, 1, 1, null, 'analyst', 19, :task, 2)""").param("task", task).update();
        assertThat(granted()).contains("analyst", "support-analysts");
        var others = jdbc.sql("select count(*) from camunda.act_ru_authorization where group_id_ = 'camunda-admin'")
                .query(Long.class);
        long before = others.single();
        try (var connection = platform.getBean(DataSource.class).getConnection()) {
            ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/migration/V42__task_grants.sql"));
        }
        assertThat(granted()).containsExactlyInAnyOrderElementsOf(customers);
        assertThat(others.single()).isEqualTo(before);
    }

    /** To whom the task, or its history, is granted by itself. */
    private List<String> granted() {
        return platform.getBean(JdbcClient.class)
                .sql("select coalesce(user_id_, group_id_) from camunda.act_ru_authorization where resource_id_ = ?")
                .param(task)
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/task/%s/claim",
                "/engine-rest/task/%s/complete",
                "/camunda/api/engine/engine/default/task/%s/submit-form",
                "/api/tasks/%s/complete",
                "/tasks/%s/claim"
            })
    @DisplayName("Two people at one task in the same moment: the slower is told so, with status 409, and what to do")
    void theSlowerOfTwoIsTold(String address) {
        var path = address.formatted(task);
        var jdbc = platform.getBean(JdbcClient.class);
        var answer = new TransactionTemplate(platform.getBean(PlatformTransactionManager.class)).execute(status -> {
            tasks.setAssignee(task, "colleague");
            var faster =
                    jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
            var slower = CompletableFuture.supplyAsync(() -> posted(path));
            Awaitility.await("%s waits".formatted(path))
                    .until(() -> jdbc.sql("select count(*) from pg_stat_activity where ? = any (pg_blocking_pids(pid))")
                                    .param(faster)
                                    .query(Long.class)
                                    .single()
                            > 0);
            return slower;
        });

        assertThat(answer.join().status()).as(answer.join().body()).isEqualTo(409);
        assertThat(answer.join().body()).contains("Somebody else was faster", "Look at it again");
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo("colleague");
    }

    private Answer posted(String path) {
        if (path.startsWith("/tasks/")) {
            return TestSession.of("demo", port).send("POST", path, "");
        }
        if (path.startsWith("/camunda/api/")) {
            return TestSession.of("demo", port)
                    .postToEngine(
                            path.substring("/camunda/api/".length()),
                            "{\"variables\": {\"modulesPorted\": {\"value\": true}}}");
        }
        if (path.startsWith("/api/")) {
            return TestClient.as("demo", port).post(path, Map.of("variables", Map.of("modulesPorted", true)));
        }
        return TestClient.as("analyst", port)
                .post(
                        path,
                        path.endsWith("/claim")
                                ? Map.of("userId", "analyst")
                                : Map.of("variables", Map.of("modulesPorted", Map.of("value", true))));
    }

    @Test
    void nobodyTakesATaskForSomebodyElse() {
        assertRefused(
                TestSession.of("demo", port)
                        .postToEngine(ENGINE + "task/" + task + "/claim", "{\"userId\": \"rival\"}"),
                400,
                "userId");
    }

    @Test
    @DisplayName("one company never learns of another's task: 404")
    void anotherCompanysTaskDoesNotExist() {
        var rival = TestSession.of("rival", port);

        assertThat(rival.get("/camunda/api/" + ENGINE + "task/" + task).status())
                .isEqualTo(404);
        assertThat(rival.postToEngine(
                                ENGINE + "task/" + task + "/complete",
                                "{\"variables\": {\"modulesPorted\": {\"value\": true}}}")
                        .status())
                .isEqualTo(404);
        assertThat(rival.get("/camunda/api/" + ENGINE + "process-instance").body())
                .isEqualTo("[]");
    }

    @Test
    @DisplayName("a form of another site completes no task: no CSRF token, no change")
    void foreignFormsCompleteNothing() {
        var demo = TestSession.of("demo", port);
        demo.get("/camunda/app/tasklist/default/");

        var answer = demo.sendWithoutToken("POST", "/camunda/api/" + ENGINE + "task/" + task + "/unclaim");

        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ENGINE + "process-definition/key/TestUpgrade/start",
                ENGINE + "process-definition/key/TestUpgrade/submit-form",
                ENGINE + "message",
                ENGINE + "filter/create",
                ENGINE + "deployment/create",
                ENGINE + "task/create",
                ENGINE + "user/create",
                "admin/auth/user/default/login/admin"
            })
    void theWebApplicationsChangeNothingElse(String path) {
        for (var who : new String[] {"demo", "analyst", "operator"}) {
            assertRefused(TestSession.of(who, port).postToEngine(path, "{}"), 403, "is not allowed from outside");
        }
    }

    @Test
    void nobodyMakesAnAdministrator() {
        var path = "admin/setup/default/user/create";
        assertRefused(TestSession.of("demo", port).postToEngine(path, "{}"), 403, "Your roles do not allow this");
        assertRefused(TestSession.of("operator", port).postToEngine(path, "{}"), 403, "is not allowed from outside");
    }

    @Test
    @DisplayName("Tasklist opens with what waits for one's group, and shows of which case each task is")
    void tasklistsFiltersListTheTask() {
        assertThat(filtersOf("demo")).containsExactly("Tasks for me", "Mine", "Overdue");
        assertThat(filtersOf("analyst")).containsExactly("My groups", "Mine", "Overdue", "Triage", "Go-live this week");

        assertThat(listed("demo", "Tasks for me")).contains(task, waiting.number(), "fixture");
        assertThat(listed("analyst", "My groups")).contains(task);
        assertThat(listed("demo", "Overdue")).doesNotContain(task);
        assertThat(listed("demo", "Mine")).doesNotContain(task);
        assertThat(listed("analyst", "Triage")).doesNotContain(task);
        assertThat(listed("analyst", "Go-live this week")).doesNotContain(task);

        tasks.claim(task, "demo");
        var late = tasks.createTaskQuery().taskId(task).singleResult();
        late.setDueDate(Date.from(Instant.now().minusSeconds(60)));
        tasks.saveTask(late);

        assertThat(listed("demo", "Overdue")).contains(task);
        assertThat(listed("demo", "Mine")).contains(task);
        assertThat(listed("demo", "Tasks for me")).contains(task);
        assertThat(listed("analyst", "My groups")).as("somebody else's").doesNotContain(task);
    }

    /** The names of somebody's filters, in Tasklist's order. */
    private List<String> filtersOf(String login) {
        return StreamSupport.stream(filters(login).spliterator(), false)
                .sorted(Comparator.comparingInt(
                        filter -> filter.path("properties").path("priority").asInt()))
                .map(filter -> filter.path("name").asText())
                .toList();
    }

    private JsonNode filters(String login) {
        return TestSession.of(login, port)
                .get("/camunda/api/" + ENGINE + "filter?resourceType=Task")
                .json();
    }

    /** What a filter answers to Tasklist, with the variables that are shown. */
    private String listed(String login, String filter) {
        var id = StreamSupport.stream(filters(login).spliterator(), false)
                .filter(found -> found.path("name").asText().equals(filter))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        var answer = TestSession.of(login, port)
                .postToEngine(ENGINE + "filter/" + id + "/list", "{}", "application/hal+json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
