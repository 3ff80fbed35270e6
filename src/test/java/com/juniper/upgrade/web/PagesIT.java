package com.juniper.upgrade.web;

import static com.juniper.upgrade.Screenshots.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.RunHold;
import com.juniper.upgrade.Screenshots;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.Slots;
import com.juniper.upgrade.upgrades.Turns;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages in a real browser; screenshots are left in {@code target/screenshots}. */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double PATIENCE_MS = PATIENCE.toMillis();

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private Slots slots;

    @Autowired
    private Turns turns;

    private TestBrowser browser;

    @BeforeAll
    void open() throws IOException {
        Files.createDirectories(Screenshots.FOLDER);
        browser = TestBrowser.at(url(""));
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    @DisplayName(
            "R27, R55, R56: a customer uploads a dump on the Upgrade page, watches the upgrade and downloads the result")
    void fromTheUploadToTheDownload() throws SQLException {
        TestClient.publishCommunity(port, "16.0", "17.0");
        var page = browser.login("demo");
        var others = takeEverySlot();

        page.locator("input[name=file]").setInputFiles(RealDatabases.dump("contacts-16.0"));
        page.locator("select[name=targetVersion]").selectOption("17.0");
        page.locator("input[name=name]").fill("browser-contacts");
        shoot(page, "upgrade");
        button(page, "Upload and upgrade").click();
        page.waitForURL(Pattern.compile(".*/upgrades/UPG-.*"));
        watchQueuedAndRunning(page, others);
        assertThat(page.locator("h1 .state")).hasText("Upgraded database ready", text());
        assertThat(page.locator(".downloads")).containsText("upgraded.zip");
        page.reload();
        assertThat(page.locator(".djs-element.passed").first()).isVisible(slowly());
        shoot(page, "case-done");

        var download =
                page.waitForDownload(() -> page.getByText("upgraded.zip", new Page.GetByTextOptions().setExact(true))
                        .click());
        Assertions.assertThat(download.path()).isNotEmptyFile();
        page.getByText("Read the report").click();
        assertThat(page.locator("h1")).containsText("16.0 → 17.0");
        assertThat(page.getByText("Not covered, and for you or your maintainer to do"))
                .isVisible();
        shoot(page, "report");
        page.goBack();
        page.getByText("everything that was found").click();
        page.locator("select[name=severity]").selectOption("WARNING");
        button(page, "Show").click();
        assertThat(page.locator("table.findings tbody tr").first()).containsText("Look at this");
        shoot(page, "findings");
        page.navigate(url("/outbox"));
        assertThat(page.locator(".mail h2").first()).containsText("ready");
        shoot(page, "outbox");
        Assertions.assertThat(browser.complaints()).isEmpty();
    }

    private List<UUID> takeEverySlot() {
        return Stream.generate(UUID::randomUUID)
                .takeWhile(request -> slots.take(request, Clusters.LOCAL))
                .toList();
    }

    /** The upgrade is held where it is looked at: a fast one would be over before the browser has drawn it. */
    private void watchQueuedAndRunning(Page page, List<UUID> others) throws SQLException {
        assertThat(page.locator("h1 .state")).hasText("Waiting for its turn", text());
        assertThat(page.locator("[data-element-id=Gateway_WaitForTurn].active")).isVisible(slowly());
        shoot(page, "case-queued");
        RunHold.before("merge-schema", platform, () -> {
            others.forEach(turns::release);
            assertThat(page.locator("[data-element-id=Task_UpgradeToNextVersion].active"))
                    .isVisible(slowly());
            assertThat(page.locator(".steps tr.done").first()).isVisible();
            shoot(page, "case-running");
        });
    }

    @Test
    @DisplayName("decision 12: a colleague declares the custom modules ported with the keyboard alone")
    void declaresModulesByKeyboard() {
        var waiting = new CaseFixture(platform).make("demo", "WAITING_FOR_MODULES");
        platform.getBean(RuntimeService.class)
                .createProcessInstanceByKey("TestUpgrade")
                .businessKey(waiting.number())
                .setVariables(Map.of("requestId", waiting.request().toString(), "targetVersion", "17.0"))
                .startBeforeActivity("Task_DeclareCustomModulesPorted")
                .execute();
        var page = browser.login("colleague");

        page.navigate(url("/upgrades/" + waiting.number()));
        assertThat(page.locator("[data-element-id=Task_DeclareCustomModulesPorted].active"))
                .isVisible(slowly());
        assertThat(page.locator("#now")).hasText("Now: Declare custom modules ported");
        shoot(page, "case-modules");
        page.locator("#modules input[type=checkbox]").focus();
        page.keyboard().press("Space");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        assertThat(page.locator("#modules")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(PATIENCE_MS));
        Assertions.assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("A case whose events cannot go on ends its stream, so that the page asks again; all others go on")
    void oneBrokenStreamStopsNoOther() {
        var cases = new CaseFixture(platform);
        var jdbc = platform.getBean(JdbcClient.class);
        var broken = cases.make("demo", "WAITING_FOR_MODULES");
        var other = cases.make("demo", "WAITING_FOR_MODULES");
        var demo = TestSession.of("demo", port);
        var events = platform.getBean(CaseEvents.class);
        int open = events.open();
        var brokenStream = demo.open("/upgrades/%s/events".formatted(broken.number()));
        var otherStream = demo.open("/upgrades/%s/events".formatted(other.number()));
        Awaitility.await().atMost(PATIENCE).until(() -> events.open() >= open + 2);
        events.sendAll();

        cases.forget(broken);
        Assertions.assertThat(brokenStream).succeedsWithin(PATIENCE);
        jdbc.sql("update upgrade.request set state = 'DELIVERED' where id = ?")
                .param(other.request())
                .update();

        Assertions.assertThat(otherStream)
                .succeedsWithin(PATIENCE)
                .extracting(TestClient.Answer::body, InstanceOfAssertFactories.STRING)
                .contains("Waiting for you", "Upgraded database ready", "event:end");
    }

    @Test
    @DisplayName("A refusal is shown beside the form, with its reason, and the form can be sent again")
    void refusalIsShown() throws Exception {
        TestClient.publishCommunity(port, "16.0");
        var page = browser.login("demo");
        var text = Files.writeString(Screenshots.FOLDER.resolve("no-dump.txt"), "this is not a dump");

        page.locator("input[name=file]").setInputFiles(text);
        button(page, "Upload and upgrade").click();

        page.waitForCondition(() ->
                page.url().contains("/upgrades/") || page.locator("#refusal").isVisible());
        assertThat(page.locator("#refusal, .card.problem").first()).containsText("not a database dump", containing());
        shoot(page, "refused");
    }

    @Test
    @DisplayName("Another company's customer is told that there is no such case")
    void strangersSeeNothing() {
        var page = browser.login("rival");

        page.navigate(url("/upgrades/UPG-00001"));

        assertThat(page.locator("h1")).hasText("There is no such page");
    }

    @Test
    @DisplayName("The same login opens Tasklist")
    void tasklist() {
        var page = browser.login("demo");

        page.navigate(url("/camunda/app/tasklist/default/"));

        assertThat(page.getByText("Tasks for me").first()).isVisible(slowly());
        shoot(page, "tasklist");
    }

    @Test
    @DisplayName(
            "R33: an operator lets somebody in, who chooses a password, makes a token, and is out when the login is closed")
    void letsSomebodyIn() {
        var operator = browser.login("operator");
        operator.navigate(url("/admin/people"));
        operator.getByText("Let somebody in").click();
        operator.locator("#person input[name=login]").fill("nina.new");
        operator.locator("#person input[name=firstName]").fill("Nina");
        operator.locator("#person input[name=email]").fill("nina@acme.example");
        operator.locator("#person input[value=CUSTOMER]").check();
        button(operator, "Let in, and send the link").click();
        assertThat(operator.locator(".problem")).containsText("There is no company ''; customers");
        operator.getByText("Let somebody in").click();
        operator.locator("#person input[name=login]").fill("nina.new");
        operator.locator("#person input[name=firstName]").fill("Nina");
        operator.locator("#person input[name=email]").fill("nina@acme.example");
        operator.locator("#person select[name=company]").selectOption("acme");
        operator.locator("#person input[value=CUSTOMER]").check();
        shoot(operator, "people-form");
        button(operator, "Let in, and send the link").click();
        assertThat(operator.locator("table").first()).containsText("nina@acme.example");
        shoot(operator, "people");

        var nina = browser.page();
        nina.navigate(url(linkTo("nina.new")));
        shoot(nina, "password-new");
        nina.locator("input[name=password]").fill("aaaaaaaaaaaaa");
        button(nina, "Choose it").click();
        assertThat(nina.locator(".problem")).hasText("That password is guessed at once.");
        nina.locator("input[name=password]").fill("a horse that reads");
        button(nina, "Choose it").click();
        nina.locator("input[name=username]").fill("nina.new");
        nina.locator("input[name=password]").fill("a horse that reads");
        button(nina, "Log in").click();
        nina.getByText("Nina", new Page.GetByTextOptions().setExact(true)).click();
        nina.locator("#tokens input[name=name]").fill("nightly");
        button(nina, "Make a token").click();
        var token = nina.locator("#tokens [role=status] code").textContent();
        shoot(nina, "account");
        var program = TestClient.withToken(token, port);
        Assertions.assertThat(program.get("/api/tokens").json().findValuesAsText("name"))
                .containsExactly("nightly");

        Assertions.assertThat(TestClient.as("operator", port)
                        .send("DELETE", "/api/people/nina.new", new byte[0])
                        .status())
                .isEqualTo(204);
        Assertions.assertThat(program.get("/api/tokens").status()).isEqualTo(401);
        nina.navigate(url("/account"));
        assertThat(nina).hasURL(Pattern.compile(".*/login"));
        nina.locator("input[name=username]").fill("nina.new");
        nina.locator("input[name=password]").fill("a horse that reads");
        button(nina, "Log in").click();
        assertThat(nina.locator(".problem")).containsText("wrong");
        Assertions.assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("A forgotten password is chosen anew with a link that opens once, which a stranger learns nothing by")
    void choosesAForgottenPassword() {
        var operator = TestClient.as("operator", port);
        Assertions.assertThat(operator.send(
                                "PUT",
                                "/api/people/fred",
                                "{\"firstName\": \"Fred\", \"email\": \"fred@acme.example\", \"company\": \"acme\", \"roles\": [\"CUSTOMER\"]}"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                "Content-Type",
                                "application/json")
                        .json()
                        .path("invited")
                        .asBoolean())
                .isTrue();
        var invitation = linkTo("fred");
        var stranger = TestSession.of("rival", port);
        for (var name : List.of("nobody at all", "fred@acme.example")) {
            Assertions.assertThat(stranger.send("POST", "/password", "name=" + name)
                            .headers()
                            .firstValue("Location"))
                    .hasValueSatisfying(where -> Assertions.assertThat(where).endsWith("/password?sent"));
        }
        Assertions.assertThat(linkTo("fred")).as("none within five minutes").isEqualTo(invitation);
        platform.getBean(JdbcClient.class)
                .sql("update upgrade.password_link set created = created - interval '6 minutes'")
                .update();
        stranger.send("POST", "/password", "name=fred@acme.example");
        var link = linkTo("fred");

        Assertions.assertThat(stranger.get(invitation).status())
                .as("not spoilt by others")
                .isEqualTo(200);
        Assertions.assertThat(stranger.get(link).status()).isEqualTo(200);
        var chosen = "link=%s&password=%s".formatted(link.replaceFirst(".*=", ""), "a+horse+that+reads");
        Assertions.assertThat(stranger.send("POST", "/password/new", chosen).status())
                .isEqualTo(302);
        Assertions.assertThat(stranger.send("POST", "/password/new", chosen).status())
                .isEqualTo(404);
        Assertions.assertThat(stranger.get(invitation).status()).isEqualTo(404);
        Assertions.assertThat(TestSession.nobody(port)
                        .login("fred", "a horse that reads")
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(where -> Assertions.assertThat(where).doesNotContain("error"));
        var fred = TestSession.nobody(port);
        fred.login("fred", "a horse that reads");
        for (int i = 0; i < 10; i++) {
            Assertions.assertThat(fred.send("POST", "/account/password", "present=guessed&password=a+cow+that+writes")
                            .body())
                    .contains("The present password is wrong.");
        }
        Assertions.assertThat(
                        fred.send("POST", "/account/password", "present=a+horse+that+reads&password=a+cow+that+writes")
                                .body())
                .contains("Too many wrong passwords");
        Assertions.assertThat(platform.getBean(JdbcClient.class)
                        .sql("""
                                select count(*) from upgrade.audit a join upgrade.audit_person p on p.id = a.person
                                where p.login = 'fred' and a.act = 'LOGIN_FAILED'""")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(10);
    }

    @Test
    @DisplayName("What no address or text may hold is said, by the page and by the API")
    void saysWhatIsWrong() {
        var operator = TestSession.of("operator", port);
        Assertions.assertThat(operator.get("/support/new").body()).contains("&#39;upgrade&#39; is missing.");
        Assertions.assertThat(operator.get("/admin/people?page=last").body())
                .contains("&#39;last&#39; is nothing for &#39;page&#39;.");
        Assertions.assertThat(operator.get("/admin/people?search=%00").status()).isEqualTo(400);
        var program = TestClient.as("operator", port);
        Assertions.assertThat(program.get("/api/people?search=a%00").status()).isEqualTo(400);
        var nul = program.send(
                "PUT",
                "/api/companies/nul",
                "{\"name\": \"a\\u0000b\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
        Assertions.assertThat(nul.status()).as(nul.body()).isEqualTo(400);
        Assertions.assertThat(nul.body()).contains("name: A text holds the character U+0000");
        Assertions.assertThat(program.post("/api/tokens", Map.of("name", "a/b")).body())
                .contains("cannot name a token");
    }

    @Test
    @DisplayName("Nobody takes the last operator away, nor lets somebody into two sides; each reason is said")
    void refusesPeople() {
        var operator = TestClient.as("operator", port);

        Assertions.assertThat(operator.send("DELETE", "/api/people/operator", new byte[0])
                        .body())
                .contains("Nobody would operate the platform any more");
        Assertions.assertThat(operator.get("/api/tokens").status()).isEqualTo(200);
        var answer = operator.send(
                "PUT",
                "/api/people/Both",
                "{\"email\": \"a, b\", \"roles\": [\"CUSTOMER\", \"ANALYST\"]}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
        Assertions.assertThat(answer.status()).isEqualTo(422);
        Assertions.assertThat(answer.json().path("reasons").findValuesAsText("code"))
                .containsExactly("login", "firstName", "email", "roles");
    }

    /** The path of the newest link that somebody got by mail. */
    private String linkTo(String login) {
        return platform.getBean(JdbcClient.class)
                .sql(
                        "select substring(body from '/password/new[^\\s]+') from upgrade.mail where login = ? order by id desc limit 1")
                .param(login)
                .query(String.class)
                .single();
    }

    private static com.microsoft.playwright.Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static LocatorAssertions.IsVisibleOptions slowly() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS);
    }

    private static LocatorAssertions.HasTextOptions text() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS);
    }

    private static LocatorAssertions.ContainsTextOptions containing() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
