package com.juniper.upgrade.tasks;

import static com.juniper.upgrade.Screenshots.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.CaseFixture.Case;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.Screenshots;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.RequestProgress;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import com.juniper.upgrade.watching.AlertsTest;
import com.juniper.upgrade.watching.Watch;
import com.juniper.upgrade.watching.Watchdog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tasks of people: in the browser, in the API, and how long what is done is kept. */
@PlatformTest
class TasksIT {

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private TaskService tasks;

    @BeforeEach
    void nothingWaits() {
        processes
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(left -> processes.deleteProcessInstance(left.getId(), "another test's"));
    }

    private ProcessInstance start(String process, String task, Case of) {
        return processes
                .createProcessInstanceByKey(process)
                .businessKey(of.number())
                .setVariables(Map.of(
                        "requestId", of.request().toString(), "targetVersion", "17.0", "customModules", "acme_sales"))
                .startBeforeActivity(task)
                .execute();
    }

    @Test
    @DisplayName("R24: a customer finds his tasks, takes one, is told what is missing, and loses nothing that he typed")
    void worksOnTasksInTheBrowser() throws IOException {
        Files.createDirectories(Screenshots.FOLDER);
        var cases = new CaseFixture(platform);
        var modules = cases.make("demo", "WAITING_FOR_MODULES");
        var tested = cases.deliveredTo("demo");
        cases.checklist(tested);
        var waiting = start("TestUpgrade", "Task_DeclareCustomModulesPorted", modules);
        start("Testing", "Task_DeclareConfidence", tested);
        var late = tasks.createTaskQuery().processInstanceId(waiting.getId()).singleResult();
        late.setDueDate(Date.from(Instant.now().minus(Duration.ofDays(1))));
        tasks.saveTask(late);
        try (var browser = TestBrowser.at(url(""))) {
            var page = browser.login("demo");
            page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                    .getByText("Tasks")
                    .click();
            assertThat(page.locator(".tasks li")).hasCount(2);
            assertThat(page.locator(".tasks li").first()).containsText("Declare custom modules ported");
            assertThat(page.locator(".tasks li").first()).containsText("Overdue");
            assertThat(page.locator(".tasks li").first()).containsText(modules.number() + " fixture");
            shoot(page, "tasks");
            declaresModules(page);
            declaresConfidence(page, tested);
            for (var done : List.of(modules.number(), "Declare confidence")) {
                assertThat(page.locator(".tasks li", new Page.LocatorOptions().setHasText(done)))
                        .hasCount(0);
            }

            var rival = browser.login("rival");
            rival.navigate(url("/tasks"));
            assertThat(rival.locator("body")).containsText("Nothing waits here");
            Assertions.assertThat(browser.complaints()).isEmpty();
        }
    }

    private void declaresModules(Page page) {
        page.getByText("Declare custom modules ported").click();
        assertThat(page.locator("#whom")).containsText("Carl Colleague");
        assertThat(page.locator("#form textarea")).hasValue("acme_sales");
        button(page, "I take it").click();
        assertThat(page.locator("#whom")).hasText("you");

        button(page, "Complete the task").click();
        assertThat(page.locator("#refusal")).containsText("Something is missing");
        assertThat(page.locator("#form .fjs-form-field-error")).isVisible();
        shoot(page, "task-error");
        page.locator("#form input[type=checkbox]").check();
        button(page, "Complete the task").click();
        assertThat(page.locator(".notice")).hasText("The task is done.");
    }

    private void declaresConfidence(Page page, Case tested) {
        page.getByText("Declare confidence").click();
        assertThat(page.locator("#form a[href*='/testing']")).isVisible();
        page.locator("#form input[type=checkbox]").check();
        page.locator("#form textarea").fill("All sales flows work");

        button(page, "Complete the task").click();
        assertThat(page.locator("#refusal")).containsText("2 items have no answer");
        assertThat(page.locator("#form textarea")).hasValue("All sales flows work");
        shoot(page, "task-refused");
        platform.getBean(JdbcClient.class).sql("""
                        update upgrade.checklist_item set answer = 'FINE', answered_by = 'demo', answered_name = 'Dora Demo',
                          answered = now() where request_id = ?""").param(tested.request()).update();
        button(page, "Complete the task").click();
        assertThat(page.locator(".notice")).isVisible();
        Assertions.assertThat(platform.getBean(JdbcClient.class)
                        .sql("select decided_name || ': ' || comment from upgrade.checklist where request_id = ?")
                        .param(tested.request())
                        .query(String.class)
                        .single())
                .isEqualTo("Dora Demo: All sales flows work");
    }

    @Test
    @DisplayName(
            "One API for programs: the same tasks, the same form, the same refusals; another company's do not exist")
    void programsWorkOnTasksToo() {
        var made = new CaseFixture(platform).make("demo", "WAITING_FOR_MODULES");
        var instance = start("TestUpgrade", "Task_DeclareCustomModulesPorted", made);
        var task = tasks.createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getId();
        var colleague = TestClient.as("colleague", port);
        var address = "/api/tasks/" + task;

        var listed = colleague.get("/api/tasks?case=" + made.number()).json();
        Assertions.assertThat(listed.path("tasks")).hasSize(1);
        Assertions.assertThat(listed.at("/tasks/0/id").asText()).isEqualTo(task);
        Assertions.assertThat(listed.at("/counts/ALL").asInt()).isEqualTo(1);
        Assertions.assertThat(colleague.get(address).json().at("/schema/id").asText())
                .isEqualTo("declare-custom-modules-ported");
        Assertions.assertThat(TestClient.as("rival", port)
                        .get("/api/tasks?case=" + made.number())
                        .json()
                        .path("tasks"))
                .isEmpty();
        Assertions.assertThat(platform.getBean(HumanTasks.class).ofCase(made.number()))
                .singleElement()
                .satisfies(open -> Assertions.assertThat(open.whom())
                        .contains("Dora Demo", "our analysts")
                        .doesNotContain("Rita"));

        var wrong = colleague.post(
                address + "/complete", Map.of("variables", Map.of("modulesPorted", false, "requestId", "x")));
        Assertions.assertThat(wrong.status()).isEqualTo(422);
        Assertions.assertThat(wrong.json().path("reasons").findValuesAsText("code"))
                .containsExactlyInAnyOrder("modulesPorted", "requestId");
        tasks.claim(task, "demo");
        var taken = colleague.post(address + "/complete", Map.of("variables", Map.of("modulesPorted", true)));
        Assertions.assertThat(taken.json().path("detail").asText()).contains("Dora Demo works on this task already");
        Assertions.assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
    }

    @Test
    @DisplayName("Each analyst gets one digest a day, at its hour, the overdue first; none when nothing waits")
    void digest() {
        var digest = platform.getBean(TaskDigest.class);
        digest.sendAt(Instant.parse("2030-01-08T06:30:00Z"));
        Assertions.assertThat(digests()).as("nothing waits").isEmpty();
        var made = new CaseFixture(platform).make("demo", "WAITING_FOR_MODULES");
        var task = tasks.createTaskQuery()
                .processInstanceId(start("TestUpgrade", "Task_DeclareCustomModulesPorted", made)
                        .getId())
                .singleResult();
        task.setDueDate(Date.from(Instant.parse("2026-01-05T05:00:00Z")));
        tasks.saveTask(task);

        digest.sendAt(Instant.parse("2030-01-09T05:59:00Z"));
        digest.sendAt(Instant.parse("2030-01-10T11:00:00Z"));
        Assertions.assertThat(digests())
                .as("not before 07:00 in Brussels, and not long after")
                .isEmpty();
        digest.sendAt(Instant.parse("2030-01-09T06:01:00Z"));
        digest.sendAt(Instant.parse("2030-01-09T06:06:00Z"));

        Assertions.assertThat(digests())
                .singleElement()
                .asString()
                .startsWith("DIGEST analyst@juniper.example Tasks of today: 1 open, 1 overdue")
                .contains(
                        "Overdue:\n- Declare custom modules ported, %s, fixture, due Monday 5 January 2026, 06:00 (Europe/Brussels, UTC+1), http://platform.test/tasks/%s"
                                .formatted(made.number(), task.getId()));
    }

    private List<String> digests() {
        return platform.getBean(JdbcClient.class)
                .sql(
                        "select topic || ' ' || recipient || ' ' || subject || ' ' || body from upgrade.mail where topic = 'DIGEST'")
                .query(String.class)
                .list();
    }

    @Test
    @DisplayName(
            "What ended longer ago than its time to live is removed from the process engine's history, and nothing else")
    void historyIsCleaned() {
        var history = platform.getBean(HistoryService.class);
        var management = platform.getBean(ManagementService.class);
        var cases = new CaseFixture(platform);
        var recent = start("TestUpgrade", "Task_DeclareCustomModulesPorted", cases.deliveredTo("demo"));
        var old = start("TestUpgrade", "Task_DeclareCustomModulesPorted", cases.deliveredTo("demo"));
        processes.deleteProcessInstance(recent.getId(), "ends now");
        try {
            ClockUtil.setCurrentTime(Date.from(Instant.now().minus(Duration.ofDays(181))));
            processes.deleteProcessInstance(old.getId(), "ended half a year ago");
        } finally {
            ClockUtil.reset();
        }
        Assertions.assertThat(history.findHistoryCleanupJobs())
                .as("every night")
                .isNotEmpty()
                .allSatisfy(job -> Assertions.assertThat(job.getDuedate()).isNotNull());

        history.cleanUpHistoryAsync(true);
        history.findHistoryCleanupJobs().stream().map(Job::getId).forEach(management::executeJob);

        Assertions.assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(old.getId())
                        .count())
                .isZero();
        Assertions.assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(old.getId())
                        .count())
                .isZero();
        Assertions.assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(recent.getId())
                        .count())
                .isOne();
    }

    @Test
    @DisplayName("Metrics move with what happens, and have every name that alarms and dashboard ask for")
    void metricsMove() throws IOException {
        var made = new CaseFixture(platform).make("demo", "WAITING_FOR_MODULES");
        new CaseFixture(platform).make("demo", "QUEUED");
        start("TestUpgrade", "Task_DeclareCustomModulesPorted", made);
        var before = scrape();

        platform.getBean(RequestProgress.class).step(made.request(), "pack", "Pack the result", () -> 1L);
        start("TestUpgrade", "Task_WithdrawRequest", made);
        // an activity is counted before its transaction is committed
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> platform.getBean(UpgradeRequests.class)
                                .require(made.request())
                                .state()
                        == RequestState.CANCELLED);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> scrape().containsKey(
                        "juniper_activity_seconds_count{activity=\"Task_WithdrawRequest\""));
        platform.getBean(JdbcClient.class)
                .sql("update upgrade.mail set created = now() - interval '1 hour' where sent is null")
                .update();
        var after = scrape();

        moved(before, after, "juniper_requests{purpose=\"TEST\",state=\"WAITING_FOR_MODULES\"}", -1);
        moved(before, after, "juniper_requests{purpose=\"TEST\",state=\"CANCELLED\"}", 1);
        moved(before, after, "juniper_outbox_mails", 1);
        moved(before, after, "juniper_step_seconds_count{hop=\"\",step=\"pack\"}", 1);
        Assertions.assertThat(after.get("juniper_outbox_oldest_seconds")).isBetween(3600., 3700.);
        Assertions.assertThat(after.get("juniper_tasks{kind=\"Task_DeclareCustomModulesPorted\"}"))
                .isEqualTo(1);
        Assertions.assertThat(after.get("juniper_disk_free_bytes{disk=\"home\"}"))
                .isPositive()
                .isLessThan(after.get("juniper_disk_size_bytes{disk=\"home\"}"));
        Assertions.assertThat(after.get("juniper_service_working{service=\"upgrades\"}"))
                .isEqualTo(1);
        var names = after.keySet().stream()
                .map(series -> series.replaceFirst("[{].*", ""))
                .collect(Collectors.toSet());
        Assertions.assertThat(names).containsAll(AlertsTest.metrics());
        Assertions.assertThat(platform.getBeansOfType(OpenTelemetry.class))
                .as("traces, which nobody asked for")
                .isEmpty();
    }

    /** Each series with its value; those of activities without the tags of their outcome. */
    private Map<String, Double> scrape() {
        platform.getBean(Watch.class).look();
        Map<String, Double> series = new HashMap<>();
        TestClient.as("operator", port)
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> series.put(
                        line.substring(0, line.lastIndexOf(' ')).replaceFirst("(activity=\"\\w+\").*", "$1"),
                        Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        return series;
    }

    private static void moved(Map<String, Double> before, Map<String, Double> after, String series, double by) {
        Assertions.assertThat(after.getOrDefault(series, 0.) - before.getOrDefault(series, 0.))
                .as(series)
                .isEqualTo(by);
    }

    @Test
    @DisplayName("What stands still is one operator's task, once, and no customer's; it goes when the state moves on")
    void watchdog() {
        var watchdog = platform.getBean(Watchdog.class);
        var requests = platform.getBean(UpgradeRequests.class);
        var list = platform.getBean(HumanTasks.class);
        var operator = caller("operator");
        var cases = new CaseFixture(platform);
        var waits = cases.make("demo", "WAITING_FOR_MODULES");
        var fresh = cases.make("demo", "RUNNING");
        var still = cases.make("demo", "RUNNING");
        platform.getBean(JdbcClient.class)
                .sql("update upgrade.request set moved = now() - interval '13 hours' where id in (?, ?)")
                .params(still.request(), waits.request())
                .update();

        watchdog.look();
        watchdog.look();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> standstills(list, operator)
                .contains(still.number()));

        Assertions.assertThat(standstills(list, operator))
                .contains(still.number())
                .doesNotContain(fresh.number(), waits.number())
                .doesNotHaveDuplicates();
        Assertions.assertThat(standstills(list, caller("analyst"))).isEmpty();
        Assertions.assertThat(list.ofCase(still.number())).isEmpty();
        var task =
                list.list(TaskFilter.of(TaskFilter.View.ALL), operator).tasks().get(0);
        var form = list.open(task.id(), operator);
        Assertions.assertThat(form.values())
                .containsEntry("standstillPage", "http://platform.test/upgrades/" + still.number());
        Assertions.assertThat(form.values().get("standstillText"))
                .asString()
                .contains(still.number() + " is RUNNING since");

        requests.move(still.request(), RequestState.RUNNING);
        watchdog.look();
        Assertions.assertThat(standstills(list, operator)).as("still running").contains(still.number());
        requests.move(still.request(), RequestState.DELIVERED);
        watchdog.look();
        Assertions.assertThat(standstills(list, operator)).isEmpty();
        Assertions.assertThat(platform.getBean(JdbcClient.class)
                        .sql("select count(*) from upgrade.standstill")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private Caller caller(String login) {
        return new Caller(login, platform.getBean(People.class).find(login).orElseThrow());
    }

    private static List<String> standstills(HumanTasks list, Caller caller) {
        return list.list(TaskFilter.of(TaskFilter.View.ALL), caller).tasks().stream()
                .filter(task -> task.key().equals("Task_LookAtStandstill"))
                .map(task -> task.name().replaceFirst(".*: ", ""))
                .toList();
    }

    @Test
    @DisplayName(
            "The status page answers everybody while the platform's database hangs, says so, and says when it is over")
    void statusWhileTheDatabaseHangs() throws IOException, InterruptedException {
        Files.createDirectories(Screenshots.FOLDER);
        var watch = platform.getBean(Watch.class);
        watch.look();
        try (var browser = TestBrowser.at(url(""))) {
            var page = browser.page();
            page.navigate(url("/status"));
            assertThat(page.locator("h1 .state")).hasText("Working");
            assertThat(page.locator("section.card")).hasCount(6);
            shoot(page, "status");
            var demo = browser.login("demo");
            signal("STOP");
            try {
                watch.look();
                demo.navigate(url("/status"));
                assertThat(demo.locator("h1 .state")).hasText("Not working");
                assertThat(demo.locator("section.card").nth(5)).containsText("The platform's database does not answer");
                shoot(demo, "status-away");
                var answer = TestClient.as("operator", port).get("/api/status");
                Assertions.assertThat(answer.status()).isEqualTo(200);
                Assertions.assertThat(answer.json().path("state").asText()).isEqualTo("NOT_WORKING");
                Assertions.assertThat(answer.json().path("services").findValuesAsText("service"))
                        .containsExactly("INTAKE", "UPGRADES", "RESULTS", "MAILS", "GIT", "DATABASES");
            } finally {
                signal("CONT");
            }
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                watch.look();
                page.navigate(url("/status"));
                return page.locator("h1 .state").textContent().equals("Working");
            });
            Assertions.assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Sends a signal to every process of the platform's PostgreSQL server. */
    private void signal(String name) throws IOException, InterruptedException {
        var home = Path.of(platform.getEnvironment().getRequiredProperty("juniper.home"));
        var server = ProcessHandle.of(Long.parseLong(Files.readAllLines(home.resolve("postgres/data/postmaster.pid"))
                        .get(0)
                        .strip()))
                .orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(server.pid())));
        server.children().forEach(session -> command.add(Long.toString(session.pid())));
        new ProcessBuilder(command).start().waitFor(); // a session may have ended meanwhile
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
