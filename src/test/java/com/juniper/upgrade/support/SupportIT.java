package com.juniper.upgrade.support;

import static com.juniper.upgrade.Screenshots.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.CaseFixture.Case;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.notifications.Mail;
import com.juniper.upgrade.notifications.Outbox;
import com.juniper.upgrade.privacy.RetentionSchedule;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestEnds;
import com.juniper.upgrade.upgrades.RequestGate;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Issues, from the report to their end, with the people who work on them. */
@PlatformTest
class SupportIT {

    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TaskService tasks;

    @Autowired
    private Outbox outbox;

    @Autowired
    private RequestEnds ends;

    private CaseFixture fixture;
    private Case tested;

    @BeforeEach
    void aDeliveredTest() {
        fixture = new CaseFixture(platform);
        tested = fixture.deliveredTo("demo");
        fixture.checklist(tested);
    }

    @Test
    @DisplayName(
            "R22, R106, R107, R145: reported in the browser with its coverage, triaged, fixed, proven by a new test, closed")
    void isReportedAndSolved() {
        String number;
        try (var browser = TestBrowser.at(url(""));
                var page = browser.login("demo")) {
            page.navigate(url("/upgrades/" + tested.number() + "/testing"));
            page.getByLabel("Comment on: Are your search filters there?").fill("Two of my filters are gone.");
            var item = page.locator(".item").filter(new Locator.FilterOptions().setHasText("search filters"));
            item.locator("summary").click();
            item.locator("input[type=file]").setInputFiles(new FilePayload("filters.png", "image/png", PICTURE));
            item.getByText("Problem", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(item.locator(".files img")).hasCount(1);
            item.getByLabel("Report a problem: Are your search filters there?").click();
            assertThat(page.getByLabel("What happens, and what did you expect?"))
                    .hasValue("Two of my filters are gone.");
            assertThat(page.getByLabel("Category")).hasValue("TESTING");
            page.getByLabel("What happens, and what did you expect?").fill("Two of my filters are gone.");
            page.getByLabel("Screenshots and other files").setInputFiles(new FilePayload[] {
                new FilePayload("page.html", "text/html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8))
            });
            shoot(page, "issue-report");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Report it"))
                    .click();
            assertThat(page.locator(".facts")).containsText("All standard applications are covered");
            assertThat(page.locator(".post img")).hasCount(1);
            number = page.url().replaceFirst(".*/", "");
            shoot(page, "issue");

            production(422, number);
            task("Task_TriageIssue", number);
            complete(
                    "analyst",
                    "Task_TriageIssue",
                    number,
                    Map.of("triage", "FIX", "issueMessage", "We mend the script."));
            complete("analyst", "Task_FixIssue", number, Map.of("fixedIn", "17.0 revision 3"));
            var refused = tryToComplete("demo", "Task_ConfirmResolution", number, Map.of("issueResolved", true));
            assertThat(refused.body()).contains("No test upgrade of fixture was asked for and delivered since the fix");
            deliverAnother();
            page.reload();
            assertThat(page.locator(".post").last()).containsText("A test upgrade was delivered after the fix");
            page.getByLabel("Your message").fill("It is there again.");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                    .click();
            complete("demo", "Task_ConfirmResolution", number, Map.of("issueResolved", true));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> state(number)
                    .equals("RESOLVED"));
            page.navigate(url("/upgrades/" + tested.number()));
            assertThat(page.locator("#issues")).containsText("Resolved");
            assertThat(page.locator("#timeline")).containsText(number + " fixed in 17.0 revision 3");
            shoot(page, "case");
        }
        assertThat(mails("demo"))
                .extracting(Mail::subject)
                .anyMatch(subject -> subject.startsWith(number + ": received"))
                .anyMatch(subject -> subject.startsWith(number + ": answer"))
                .anyMatch(subject -> subject.startsWith(number + ": fixed"))
                .anyMatch(subject -> subject.startsWith(number + ": test it"))
                .anyMatch(subject -> subject.startsWith(number + ": resolved"));
        assertThat(mails("analyst"))
                .extracting(Mail::subject)
                .anyMatch(subject -> subject.startsWith(number + ": answer of the customer"));
        production(201, number);
    }

    @Test
    @DisplayName("R145: what is not a picture is never shown by a browser, and nothing to another company")
    void filesAndStrangers() {
        var number = report("STANDARD", "", "A total is wrong");
        jdbc.sql("""
                        with said as (insert into upgrade.issue_message (issue, author_name, staff, body) values (?, 'x', false, 'y') returning id)
                        insert into upgrade.small_file (message_id, name, type, content)
                        select id, 'a.html', 'application/octet-stream', '<script>' from said""").param(number).update();
        long file = jdbc.sql("select max(id) from upgrade.small_file")
                .query(Long.class)
                .single();

        var answer = TestSession.of("colleague", port).get("/support/%s/files/%d".formatted(number, file));
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        var rival = TestSession.of("rival", port);
        for (var address : List.of("", "/files/" + file)) {
            assertThat(rival.get("/support/" + number + address).status()).isEqualTo(404);
        }
        assertThat(rival.get("/support").body()).doesNotContain(number);
        assertThat(rival.send("POST", "/support/" + number + "/messages", "text=hello")
                        .status())
                .isEqualTo(404);
        assertThat(TestSession.of("colleague", port)
                        .send("POST", "/support/" + number + "/withdraw", "")
                        .status())
                .isEqualTo(403);
        assertThat(TestSession.of("analyst", port).get("/support?text=total").body())
                .contains(number);
    }

    @Test
    @DisplayName("decision 7: the files of an issue go some time after its end, those of others stay")
    void filesGo() {
        var ended = fixture.issue(tested);
        var recent = fixture.issue(tested);
        var open = fixture.issue(tested);
        jdbc.sql(
                        "update upgrade.issue set ended = now() - case number when ? then interval '91 days' else interval '89 days' end where number in (?, ?)")
                .params(ended.number(), ended.number(), recent.number())
                .update();

        platform.getBean(RetentionSchedule.class).purge();

        assertThat(jdbc.sql("select id from upgrade.small_file where id in (?, ?, ?)")
                        .params(ended.file(), recent.file(), open.file())
                        .query(Long.class)
                        .list())
                .containsExactlyInAnyOrder(recent.file(), open.file());
    }

    @Test
    @DisplayName("what is missing or too long is named, and nothing that was typed is lost")
    void badInput() {
        var demo = TestSession.of("demo", port);

        var answer = demo.send(
                "POST",
                "/support",
                form(Map.of("title", " ", "text", "what I typed", "category", "TESTING", "concern", "STANDARD")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("A title is a line of 1 to 150 letters.", "what I typed");
    }

    @Test
    @DisplayName("R106, R133: a program reports, reads, answers and takes back what its company knows of, over REST")
    void overRest() {
        var demo = TestClient.as("demo", port);
        var bad = demo.post("/api/issues", Map.of("upgrade", tested.number(), "title", " ", "text", "It is gone"));
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.body()).contains("A title is a line of 1 to 150 letters.");

        var reported =
                demo.post("/api/issues", Map.of("upgrade", tested.number(), "title", "No logo", "text", "It is gone"));
        assertThat(reported.status()).as(reported.body()).isEqualTo(201);
        var number = reported.json().path("number").asText();
        assertThat(reported.json().path("category").asText()).isEqualTo("TESTING");
        assertThat(reported.json().path("concern").asText()).isEqualTo("STANDARD");
        assertThat(reported.json().path("coverage").path("covered").asBoolean()).isTrue();
        var address = "/api/issues/" + number;
        var said = demo.post(address + "/messages", Map.of("text", "On invoices, too"));
        assertThat(said.json().path("messages").findValuesAsText("body"))
                .containsExactly("It is gone", "On invoices, too");
        assertThat(demo.get("/api/issues?text=No+logo")
                        .json()
                        .path("issues")
                        .path(0)
                        .path("number")
                        .asText())
                .isEqualTo(number);

        var rival = TestClient.as("rival", port);
        assertThat(rival.get(address).status()).isEqualTo(404);
        assertThat(rival.get("/api/issues").body()).doesNotContain(number);
        task("Task_TriageIssue", number);
        assertThat(demo.post(address + "/withdraw", Map.of()).status()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> demo.get(address).json().path("state").asText().equals("WITHDRAWN"));
    }

    @Test
    @DisplayName(
            "R108: a standard change is closed by its answer and blocks nothing; R26: withdrawn by who reported it")
    void standardChangeAndWithdrawal() {
        var change = report("STANDARD", "", "The menu is elsewhere");
        complete(
                "analyst",
                "Task_TriageIssue",
                change,
                Map.of("triage", "STANDARD_CHANGE", "issueMessage", "It moved for everybody."));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tasksOf(change) == 0);
        assertThat(state(change)).isEqualTo("STANDARD_CHANGE");

        var withdrawn = report("STANDARD", "", "A mistake of mine");
        task("Task_TriageIssue", withdrawn);
        assertThat(TestSession.of("demo", port)
                        .send("POST", "/support/" + withdrawn + "/withdraw", "")
                        .status())
                .isEqualTo(302);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tasksOf(withdrawn) == 0);
        assertThat(state(withdrawn)).isEqualTo("WITHDRAWN");
    }

    @Test
    @DisplayName("R109, R142: what breaks a custom module is its maintainer's, and not covered without maintenance")
    void maintainer() {
        jdbc.sql("update upgrade.request set contract = 'JUN-COM-0001', custom_modules = '{acme_sale}' where id = ?")
                .param(tested.request())
                .update();
        var number = report("STANDARD", "acme_sale", "Our button does nothing");

        assertThat(jdbc.sql(
                                "select concern || ' ' || covered || ' ' || requirement from upgrade.issue where number = ?")
                        .param(number)
                        .query(String.class)
                        .single())
                .isEqualTo("CUSTOM_MODULE false R142");
        assertThat(mails("maintainer")).extracting(Mail::subject).anyMatch(subject -> subject.startsWith(number));
        complete("maintainer", "Task_RepairModule", number, Map.of("fixedIn", "17.0.1.0.1"));
        assertThat(state(number)).isEqualTo("FIXED");
    }

    @Test
    @DisplayName("a known cause refuses what would meet it again, until it is resolved")
    void knownCause() {
        var hosted = fixture.hosted();
        var number = report("STANDARD", "sale", "Orders lose their lines");
        jdbc.sql("update upgrade.upgrade set target_version = ? where number = ?")
                .params(CaseFixture.VERSION, tested.number())
                .update();
        jdbc.sql("update upgrade.request set database_id = ?, upload_id = null, modules = '{base,sale}' where id = ?")
                .params(hosted, tested.request())
                .update();
        assertThat(obstacles(hosted)).isEmpty();

        complete(
                "analyst",
                "Task_TriageIssue",
                number,
                Map.of("triage", "FIX", "issueModule", "sale", "knownCause", true, "issueMessage", "We mend it."));
        assertThat(obstacles(hosted)).singleElement().satisfies(reason -> assertThat(reason.message())
                .as("another case's words stay there")
                .contains("A problem with the module sale is known")
                .doesNotContain(number, "Orders"));
        complete("analyst", "Task_FixIssue", number, Map.of("fixedIn", "17.0 revision 3"));
        assertThat(obstacles(hosted)).as("the fix is to be proven").isEmpty();
    }

    @Test
    @DisplayName(
            "R20: a cancelled case ends with its checklist and issues, but for a known cause; a further request opens it again")
    void aCancelledCase() {
        var issue = report("STANDARD", "", "A total is wrong");
        var known = report("STANDARD", "sale", "Orders lose their lines");
        complete(
                "analyst",
                "Task_TriageIssue",
                known,
                Map.of("triage", "FIX", "issueModule", "sale", "knownCause", true, "issueMessage", "We mend it."));
        task("Task_TriageIssue", issue);
        var demo = TestSession.of("demo", port);
        var page = "/upgrades/" + tested.number();

        assertThat(demo.send("POST", page + "/cancel", "").status()).isEqualTo(302);

        assertThat(state(issue)).isEqualTo("WITHDRAWN");
        assertThat(state(known)).isEqualTo("REPORTED");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tasksOf(issue) == 0);
        task("Task_TriageIssue", known);
        assertThat(demo.get(page).body()).contains("This case is cancelled").doesNotContain("Cancel this upgrade");
        assertThat(demo.get(page + "/testing").body()).contains("This checklist was closed");
        assertThat(demo.send("POST", page + "/cancel", "").status()).isEqualTo(422);

        jdbc.sql("update upgrade.issue set ended = now(), state = 'RESOLVED' where number = ?")
                .param(known)
                .update();
        production(201, issue);
        assertThat(demo.get(page).body()).doesNotContain("This case is cancelled");
    }

    @Test
    @DisplayName(
            "R20: the first test that is delivered for a newer version takes the place of the database's older cases")
    void aSupersededCase() {
        var newer = fixture.make("demo", "RUNNING");
        for (var version :
                Map.of(tested.number(), "17.0", newer.number(), "18.0").entrySet()) {
            jdbc.sql("update upgrade.upgrade set database_key = 'acme/superseded', target_version = ? where number = ?")
                    .params(version.getValue(), version.getKey())
                    .update();
        }

        ends.deliver(newer.request());

        var demo = TestSession.of("demo", port);
        assertThat(demo.get("/upgrades/" + tested.number()).body())
                .contains("Another case took the place of this one", newer.number());
        assertThat(demo.get("/upgrades/" + newer.number()).body()).doesNotContain("took the place");
    }

    @Test
    @DisplayName(
            "R145: a request that fails is an issue of the analysts at once, without data, and grouped by its cause")
    void failures() {
        var failed = Stream.of(1, 2).map(i -> fixture.make("demo", "RUNNING")).toList();
        for (var request : failed) {
            jdbc.sql(
                            "insert into upgrade.request_step (request_id, hop, name, title) values (?, '16.0→17.0', 'update-records', 'Update records')")
                    .param(request.request())
                    .update();
            jdbc.sql("insert into upgrade.request_reason values (?, 'upgrade', ?)")
                    .params(request.request(), "Step \"%s\" failed after %d rows".formatted(request.number(), 17))
                    .update();
            ends.fail(request.request());
        }

        var queue = TestSession.of("analyst", port).get("/support?order=ALIKE").body();
        assertThat(queue).contains("The test upgrade failed: Update records", "2 of this cause");
        var issue = jdbc.sql("select number from upgrade.issue where upgrade = ?")
                .param(failed.get(0).number())
                .query(String.class)
                .single();
        assertThat(jdbc.sql("select signature from upgrade.issue where number = ?")
                        .param(issue)
                        .query(String.class)
                        .single())
                .isEqualTo("failed|Update records|Step ? failed after 0 rows");
        task("Task_TriageIssue", issue);
        assertThat(TestSession.of("demo", port).get("/support/" + issue).body()).contains("does not wait for it");
    }

    @Test
    @DisplayName("R133-R146: what is covered for this database, now")
    void sla() {
        assertThat(TestSession.of("demo", port)
                        .get("/sla?upgrade=" + tested.number())
                        .body())
                .contains("Whether Studio is installed is known once");
        jdbc.sql("update upgrade.request set modules = '{base}' where id = ?")
                .param(tested.request())
                .update();

        var page = TestSession.of("demo", port).get("/sla?upgrade=" + tested.number());

        assertThat(page.body())
                .contains(
                        "Contract JUN-ENT-0001",
                        "This upgrade is free.",
                        "not installed in this database",
                        "Enterprise Subscription Agreement");
        assertThat(TestSession.of("rival", port)
                        .get("/sla?upgrade=" + tested.number())
                        .status())
                .isEqualTo(404);
    }

    private String report(String concern, String module, String title) {
        var answer = TestSession.of("demo", port)
                .send(
                        "POST",
                        "/support",
                        form(Map.of(
                                "category",
                                "TESTING",
                                "concern",
                                concern,
                                "module",
                                module,
                                "title",
                                title,
                                "text",
                                "See the title.")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    }

    private String form(Map<String, String> fields) {
        return Stream.concat(Stream.of(Map.entry("upgrade", tested.number())), fields.entrySet().stream())
                .map(field ->
                        field.getKey() + "=" + java.net.URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(java.util.stream.Collectors.joining("&"));
    }

    /** A further test that was asked for now, delivered. */
    private void deliverAnother() {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into upgrade.request (id, number, submitter, purpose, email, contract, upload_id, file_name,
                          upload_bytes, target_version, state)
                        values (?, ?, 'demo', 'TEST', 'it@juniper.example', 'JUN-ENT-0001', 'none', 'fixture.dump', 1, '17.0', 'RUNNING')""").params(id, tested.number()).update();
        ends.deliver(id);
    }

    private void production(int status, String issue) {
        var upload = fixture.uploadOf("demo");
        fixture.publish("17.0");
        var name = tested.number().toLowerCase(Locale.ROOT);
        jdbc.sql("update upgrade.upgrade set database_key = ? where number = ?")
                .params("acme/" + name, tested.number())
                .update();
        var answer = TestClient.as("demo", port)
                .submit(upload, "17.0", "JUN-ENT-0001", Map.of("purpose", "PRODUCTION", "name", name));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body().contains(issue)).isEqualTo(status == 422);
    }

    /** What a request for a hosted database that opens a new case meets. */
    private List<Reason> obstacles(long hosted) {
        return platform.getBean(IssueGate.class)
                .obstacles(new RequestGate.Asked(
                        Purpose.TEST,
                        "other",
                        null,
                        platform.getBean(HostedDatabases.class).find(hosted).orElseThrow(),
                        CaseFixture.VERSION,
                        null));
    }

    private String task(String key, String issue) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> tasks.createTaskQuery()
                                .taskDefinitionKey(key)
                                .processVariableValueEquals("issueNumber", issue)
                                .list(),
                        found -> found.size() == 1)
                .get(0)
                .getId();
    }

    private long tasksOf(String issue) {
        return tasks.createTaskQuery()
                .processVariableValueEquals("issueNumber", issue)
                .count();
    }

    private void complete(String login, String key, String issue, Map<String, Object> values) {
        var answer = tryToComplete(login, key, issue, values);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
    }

    /** In Tasklist, as people do. */
    private TestClient.Answer tryToComplete(String login, String key, String issue, Map<String, Object> values) {
        var fields = values.entrySet().stream()
                .map(value -> "\"%s\": {\"value\": %s}"
                        .formatted(
                                value.getKey(),
                                value.getValue() instanceof Boolean
                                        ? value.getValue()
                                        : "\"" + value.getValue() + "\""))
                .collect(java.util.stream.Collectors.joining(", "));
        return TestSession.of(login, port)
                .postToEngine(
                        "engine/engine/default/task/" + task(key, issue) + "/submit-form",
                        "{\"variables\": {" + fields + "}}");
    }

    private String state(String issue) {
        return jdbc.sql("select state from upgrade.issue where number = ?")
                .param(issue)
                .query(String.class)
                .single();
    }

    private List<Mail> mails(String login) {
        return outbox.newest(login).stream().map(Outbox.Sent::mail).toList();
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
