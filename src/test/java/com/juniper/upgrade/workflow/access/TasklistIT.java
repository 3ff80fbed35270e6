package com.juniper.upgrade.workflow.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.CaseFixture.Case;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestClient.Answer;
import com.juniper.upgrade.TestSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task",
                "process-instance",
                "execution",
                "variable-instance",
                "event-subscription",
                "incident",
                "job",
                "history/process-instance",
                "history/activity-instance",
                "history/variable-instance",
                "history/detail",
                "history/task",
                "history/job-log",
                "history/user-operation",
                "history/identity-link-log",
                "user",
                "user/demo/profile",
                "identity/groups?userId=demo",
                "group",
                "group?member=demo",
                "authorization",
                "deployment"
            })
    @DisplayName("one company never learns of another's people and cases, whatever the web applications can list")
    void anotherCompanysCasesAreNowhere(String path) {
        var rival = TestSession.of("rival", port);

        var answer = rival.get("/camunda/api/" + ENGINE + path);

        assertThat(answer.body())
                .doesNotContain(waiting.number(), waiting.request().toString(), task, "Dora", "colleague");
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
