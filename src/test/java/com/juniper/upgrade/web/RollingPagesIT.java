package com.juniper.upgrade.web;

import static com.juniper.upgrade.Screenshots.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.Screenshots;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.sample.SampleHosting;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Campaigns and invitations as people see them, in a real browser and through the API. */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollingPagesIT {

    private static final double PATIENCE_MS = Duration.ofMinutes(5).toMillis();
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private JdbcClient jdbc;

    private CaseFixture cases;
    private TestBrowser browser;

    @BeforeAll
    void open() throws IOException {
        cases = new CaseFixture(platform);
        Files.createDirectories(Screenshots.FOLDER);
        browser = TestBrowser.at(url(""));
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @AfterEach
    void noComplaints() {
        assertThat(browser.complaints()).isEmpty();
    }

    /** An open invitation of a database of Acme that nobody can connect to. */
    private UUID invited() {
        var campaign = cases.campaign(1, 1);
        long database = cases.hosted();
        cases.target(campaign, database, 1, "CLEAN");
        return cases.invitation(campaign, database, cases.trial(campaign, database));
    }

    private String campaignWithAllOutcomes() {
        var campaign = cases.campaign(2, 3);
        Map<String, Integer> open = Map.of(
                "CLEAN", 31, "ISSUE", 6, "TOO_LONG", 3, "BLOCKED", 9, "NOT_ELIGIBLE", 2, "TRYING", 1, "WAITING", 8);
        for (int each = 0; each < 3; each++) {
            cases.target(campaign, cases.hosted(), 1, "CLEAN");
        }
        open.forEach((state, number) -> {
            for (int each = 0; each < number; each++) {
                cases.target(campaign, cases.hosted(), 2, state);
            }
        });
        for (int each = 0; each < 40; each++) {
            cases.target(campaign, cases.hosted(), 3, "WAITING");
        }
        jdbc.sql("""
                        insert into upgrade.campaign_group (campaign, signature, title, module, source_version, issue) values
                        (:campaign, 'step|23505|sale & more', 'The trial failed: <b>post-20-lines</b> of sale', 'sale', '98.0', 'ISS-99999')""").param("campaign", campaign).update();
        jdbc.sql("""
                        update upgrade.campaign_target set signature = 'step|23505|sale & more',
                          problem = '=cmd|''x'' duplicate key, "sale_order_line"'
                        where campaign = ? and state in ('ISSUE', 'BLOCKED')""").param(campaign).update();
        long clean = jdbc.sql("select min(database_id) from upgrade.campaign_target where campaign = ?")
                .param(campaign)
                .query(Long.class)
                .single();
        cases.invitation(campaign, clean, cases.trial(campaign, clean));
        return campaign;
    }

    @Test
    @DisplayName(
            "R11, R18: a campaign with all outcomes: chart with numbers, causes, filter, pages, export, its trials")
    void showsACampaign() {
        var campaign = campaignWithAllOutcomes();
        var page = login("analyst");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Campaigns"))
                .click();
        assertThat(page.locator("tr").filter(new Locator.FilterOptions().setHasText(campaign)))
                .containsText("52 % of 103");
        assertThat(page.getByText("Start a campaign")).hasCount(0);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(campaign))
                .click();

        assertThat(page.locator("#live")).containsText("Wave 2 of 3, 52 % of 103 databases are tried.");
        assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("Wave 2")))
                .hasAttribute(
                        "aria-label",
                        "Wave 2: 31 Clean, 6 Issue, 3 Too long, 9 Blocked, 2 Not eligible, 1 Is tried, 8 Waits");
        assertThat(page.locator(".bar").nth(2).locator("rect")).hasCount(7);
        assertThat(page.locator("#groups")).containsText("<b>post-20-lines</b>");
        assertThat(page.locator("#groups tbody td.number")).hasText(new String[] {"6", "9"});
        assertThat(page.locator("#invitations")).containsText("Open");
        assertThat(page.locator("#act")).hasCount(0);
        shoot(page, "campaign");

        assertThat(page.locator(".targets tbody tr")).hasCount(50);
        page.locator("a[rel=next]").click();
        assertThat(page.locator(".targets tbody tr")).hasCount(50);
        assertThat(page.locator("#targets")).containsText("Page 2");
        page.getByLabel("State").selectOption("BLOCKED");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show"))
                .click();
        assertThat(page.locator(".targets tbody tr")).hasCount(9);
        page.locator("#groups a").first().click();
        assertThat(page.locator(".targets tbody tr")).hasCount(15);
        var exported =
                page.waitForDownload(() -> page.getByText("All of these as CSV").click());
        assertThat(exported.suggestedFilename()).isEqualTo(campaign + "-targets.csv");
        assertThat(exported.path()).satisfies(file -> assertThat(Files.readAllLines(file))
                .hasSize(16)
                .first()
                .isEqualTo("database,company,cluster,version,wave,state,seconds,upgrade,request,problem"));
        assertThat(exported.path())
                .content()
                .contains(",\"'=cmd|'x' duplicate key, \"\"sale_order_line\"\"\"")
                .contains(",acme,local,98.0,2,BLOCKED,");

        page.navigate(url("/campaigns/%s?state=CLEAN".formatted(campaign)));
        page.locator(".targets td a[href^='/upgrades/']").click();
        assertThat(page.locator("h1")).containsText("98.0 → 99.0");
        assertThat(page.locator(".purpose")).hasText("Trial");
        assertThat(page.locator("h1 .state")).hasText("Tried");
        shoot(page, "case-trial");
        assertThat(page.getByText("Read the report")).isVisible();
    }

    @Test
    @DisplayName("the page of a running campaign goes on by itself, and leaves a remark alone that is being typed")
    void showsWhatChanges() {
        var campaign = campaignWithAllOutcomes();
        var page = login("operator");
        page.navigate(url("/campaigns/" + campaign));
        page.getByLabel("Remark").fill("half a remark");
        assertThat(page.locator("#act-PAUSE")).isVisible();
        jdbc.sql(
                        "update upgrade.campaign set state = 'STOPPED', reason = 'The version was withdrawn.' where number = ?")
                .param(campaign)
                .update();

        assertThat(page.locator("#live")).containsText("The version was withdrawn.", SOON);
        assertThat(page.getByLabel("Remark")).hasValue("half a remark");
    }

    @Test
    @DisplayName(
            "R11, R18, R19: an operator starts, approves, pauses, resumes, opens waves and stops, each with a remark")
    void steersACampaign() {
        cases.publish(CaseFixture.VERSION);
        for (int each = 0; each < 3; each++) {
            long database = cases.hosted();
            jdbc.sql("update upgrade.hosted_database set looked = now(), country = 'XX' where id = ?")
                    .param(database)
                    .update();
        }
        stopAll();
        var page = login("operator");
        page.navigate(url("/campaigns"));
        page.getByText("Start a campaign").click();
        assertThat(page.getByLabel("Waves")).hasValue("5, 10%, 100%");
        page.locator("select[name=release]").selectOption("fixture " + CaseFixture.VERSION);
        page.getByLabel("Waves").fill("1, 0%");
        page.getByLabel("Hours").fill("tonight");
        page.getByLabel("Countries").fill("xx");
        button(page, "Start").click();
        assertThat(page.locator(".problem")).containsText("Each wave is a number of databases");
        assertThat(page.getByLabel("Hours")).hasValue("tonight");
        shoot(page, "campaigns");
        // no trial begins in an hour that is not now
        var later = ZonedDateTime.now(ZoneOffset.UTC).plusHours(6);
        page.getByLabel("Waves").fill("1, 1");
        page.getByLabel("Hours")
                .fill("%02d:00-%02d:00 UTC"
                        .formatted(later.getHour(), later.plusHours(1).getHour()));
        page.locator("input[name=approval]").check();
        button(page, "Start").click();

        assertThat(page.locator("h1 .state")).containsText("Waits for approval", SOON);
        var number = page.url().replaceFirst(".*/(CAM-\\d+).*", "$1");
        act(page, "Approve", "Everybody is told.");
        assertThat(page.locator("#live")).containsText("Wave 1 of 3, 0 % of 3 databases are tried.", SOON);
        shoot(page, "campaign-running");
        act(page, "Pause", "A server is slow.");
        assertThat(page.locator(".problem")).containsText("paused it: A server is slow.");
        assertThat(page.locator("h1 .state")).hasText("Paused");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql(
                                        "select count(*) from camunda.act_ru_task t join camunda.act_ru_execution e on e.id_ = t.proc_inst_id_ where e.business_key_ = ? and t.task_def_key_ = 'Task_DecideOnCampaign'")
                                .param(number)
                                .query(Long.class)
                                .single()
                        == 1);
        act(page, "Resume", "It is fast again.");
        assertThat(page.locator("h1 .state")).hasText("Running");
        var client = TestClient.as("operator", port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.post("/api/campaigns/%s/next-wave".formatted(number), Map.of("remark", "Go on."))
                                .status()
                        == 200);
        assertThat(page.locator("#live")).containsText("Wave 2 of 3", SOON);
        assertThat(client.post("/api/campaigns/%s/resume".formatted(number), Map.of("remark", "x"))
                        .json()
                        .path("reasons")
                        .get(0)
                        .path("message")
                        .asText())
                .contains("is not in the state \"Paused\"");
        for (var remark : List.of("", " ", "x".repeat(1001))) {
            assertThat(client.post("/api/campaigns/%s/stop".formatted(number), Map.of("remark", remark))
                            .status())
                    .isEqualTo(422);
        }
        act(page, "Stop for good", "It was a try.");
        assertThat(page.locator("h1 .state")).hasText("Stopped");
        assertThat(page.locator("#act")).hasCount(0);
        assertThat(page.locator("#done"))
                .containsText(Pattern.compile(
                        "It was a try.*Go on\\..*It is fast again\\..*A server is slow\\..*Everybody is told\\.",
                        Pattern.DOTALL));
        assertThat(page.locator("#done li").first()).containsText("Stopped");
    }

    /** A version has one campaign: those of other tests end here. */
    private void stopAll() {
        jdbc.sql("update upgrade.campaign set state = 'STOPPED' where line = 'fixture'")
                .update();
    }

    private static void act(Page page, String button, String remark) {
        page.getByLabel("Remark").fill(remark);
        button(page, button).click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    @DisplayName(
            "R15, R17: the invitation warns, says how long, shows the report; Upgrade now upgrades production, once")
    void upgradesNow() throws IOException {
        var hosting = new SampleHosting(platform, folder);
        hosting.publish("15.0", "16.0");
        HostedDatabase shop = hosting.host("rolling-shop", "acme", "15.0", "contacts");
        var campaign = cases.campaign(1, 1);
        jdbc.sql("update upgrade.campaign set line = 'sample', version = '16.0' where number = ?")
                .param(campaign)
                .update();
        cases.target(campaign, shop.id(), 1, "CLEAN");
        var trial = cases.trial(campaign, shop.id());
        var id = cases.invitation(campaign, shop.id(), trial);
        jdbc.sql("update upgrade.invitation set due = now() + interval '3 days' where id = ?")
                .param(id)
                .update();

        var page = login("demo");
        page.navigate(url("/databases?search=rolling-shop"));
        shoot(page, "databases-invited");
        page.getByText("Invited to 16.0").click();
        assertThat(page.locator("h1")).containsText("rolling-shop 15.0 → 16.0");
        assertThat(page.locator("#warning")).containsText("We strongly recommend to test first");
        assertThat(page.locator("#warning")).containsText("there is no way back");
        assertThat(page.locator(".facts")).containsText("about 4 minutes");
        assertThat(page.locator(".facts")).containsText("upgraded by itself, as your contract says");
        shoot(page, "invitation");
        page.getByText("The report of the trial").click();
        assertThat(page.locator("body")).containsText("a report");
        page.goBack();
        for (var answer : List.of("upgrade", "test", "later", "decline")) {
            assertThat(TestSession.of("demo", port)
                            .get("/invitations/%s/%s".formatted(id, answer))
                            .status())
                    .isEqualTo(405);
        }
        assertThat(state(id)).isEqualTo("OPEN");
        button(page, "Upgrade now").click();
        page.waitForURL(Pattern.compile(".*/upgrades/UPG-.*"));
        assertThat(page.locator(".purpose")).hasText("Production");
        var second = TestSession.of("colleague", port).send("POST", "/invitations/%s/upgrade".formatted(id), "");
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.body()).contains("chose to upgrade already");
        assertThat(page.locator("h1 .state"))
                .hasText("Upgraded", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS));
        assertThat(jdbc.sql("select count(*) from upgrade.request where database_id = ? and purpose = 'PRODUCTION'")
                        .param(shop.id())
                        .query(Long.class)
                        .single())
                .isOne();
        page.navigate(url("/invitations/" + id));
        assertThat(page.locator("#closed")).containsText("Dora Demo chose to upgrade.");
        assertThat(page.locator("main button")).hasCount(0);
        shoot(page, "invitation-closed");
        page.locator("#closed a").click();
        assertThat(page.locator("h1")).containsText("rolling-shop");
    }

    @Test
    @DisplayName("R16: I want to test first leads to the database manager with the popup open, from the message too")
    void testsFirst() {
        var id = invited();
        var page = login("demo");
        page.navigate(url("/invitations/%s?test".formatted(id)));
        assertThat(page.locator("dialog:modal select[name=targetVersion]")).hasValue(CaseFixture.VERSION);
        assertThat(state(id)).isEqualTo("OPEN");
        page.navigate(url("/invitations/" + id));
        button(page, "I want to test first").focus();
        page.keyboard().press("Enter");

        page.waitForURL(Pattern.compile(".*/databases\\?upgrade=\\d+"));
        assertThat(page.locator("dialog:modal h2")).containsText("Upgrade fixture-");
        assertThat(state(id)).isEqualTo("TEST_CHOSEN");
        page.navigate(url("/invitations/%s?test".formatted(id)));
        assertThat(page.locator("#closed")).containsText("Dora Demo chose to test first.");
        assertThat(page.locator("main button")).hasCount(0);
    }

    @Test
    @DisplayName("R14: remind me later keeps the invitation open; not for this database ends it and opts out")
    void laterAndNotAtAll() {
        var id = invited();
        var page = login("demo");
        page.navigate(url("/invitations/" + id));
        page.getByText("Remind me later").click();
        assertThat(page.locator(".facts")).containsText("You are reminded on");
        assertThat(state(id)).isEqualTo("OPEN");
        page.getByText("Not for this database").click();

        assertThat(page.locator("#closed")).containsText("this database is not invited any more");
        assertThat(jdbc.sql("""
                                select d.rolling from upgrade.hosted_database d join upgrade.invitation i on i.database_id = d.id
                                where i.id = ?""").param(id).query(String.class).single()).isEqualTo("OPT_OUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "test", "later", "decline"})
    @DisplayName("R18: a withdrawn invitation has no buttons, and its answers are refused with the reason")
    void afterWithdrawal(String answer) {
        var id = invited();
        jdbc.sql("""
                        update upgrade.invitation set state = 'WITHDRAWN', decided = now(), told = true,
                          reason = 'An issue with this upgrade is open: <i>Totals</i>.' where id = ?""").param(id).update();
        var demo = TestSession.of("demo", port);

        assertThat(demo.get("/invitations/" + id).body())
                .contains("It was withdrawn.", "&lt;i&gt;Totals&lt;/i&gt;")
                .doesNotContain("Upgrade now</button>");
        var page = demo.send("POST", "/invitations/%s/%s".formatted(id, answer), "");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("You are invited again when your database was tried again without an issue.");
        var api = TestClient.as("demo", port).post("/api/invitations/%s/%s".formatted(id, answer), Map.of());
        assertThat(api.status()).isEqualTo(422);
        assertThat(api.json().path("reasons").get(0).path("code").asText()).isEqualTo("invitation");
        assertThat(state(id)).isEqualTo("WITHDRAWN");
    }

    @Test
    @DisplayName("R14-R17: another company has no such invitation; staff and maintainers read it and cannot answer")
    void othersCannotAnswer() {
        var id = invited();
        var own = "/invitations/" + id;
        var rival = TestSession.of("rival", port);
        for (var address : List.of("", "?test", "/report")) {
            assertThat(rival.get(own + address).status()).isEqualTo(404);
        }
        for (var answer : List.of("upgrade", "test", "later", "decline")) {
            assertThat(rival.send("POST", own + "/" + answer, "").status()).isEqualTo(404);
            for (var reader : List.of("analyst", "operator", "maintainer")) {
                assertThat(TestSession.of(reader, port)
                                .send("POST", own + "/" + answer, "")
                                .status())
                        .isEqualTo(403);
            }
            assertThat(TestSession.of("demo", port)
                            .sendWithoutToken("POST", own + "/" + answer)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(TestClient.as("rival", port).get("/api/invitations").body()).doesNotContain(id.toString());
        assertThat(TestClient.as("colleague", port).get("/api/invitations").body())
                .contains(id.toString());
        assertThat(state(id)).isEqualTo("OPEN");
        var page = login("analyst");
        page.navigate(url(own));
        assertThat(page.locator("main")).containsText("The customers of its company answer.");
        assertThat(page.locator("main button")).hasCount(0);
        shoot(page, "invitation-staff");
    }

    @Test
    @DisplayName("R10, R11: operators say what part a database has; R18: they take a version back")
    void partsAndReleases() {
        long database = cases.hosted();
        var name = jdbc.sql("select name from upgrade.hosted_database where id = ?")
                .param(database)
                .query(String.class)
                .single();
        var page = login("operator");
        page.navigate(url("/databases?search=" + name));
        page.getByText("Assign " + name).click();
        page.getByLabel("In rolling releases").selectOption("CANARY");
        button(page, "Save").click();
        page.navigate(url("/databases?search=" + name));
        page.getByText("Assign " + name).click();
        assertThat(page.getByLabel("In rolling releases")).hasValue("CANARY");

        cases.publish("96.0", "97.0");
        page.navigate(url("/releases"));
        var row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("Withdraw 96.0"));
        row.locator("summary").click();
        shoot(page, "releases-withdraw");
        button(page, "Withdraw 96.0").click();
        assertThat(row).hasCount(0);
        var operator = TestClient.as("operator", port);
        assertThat(operator.send("DELETE", "/api/releases/fixture/97.0", new byte[0])
                        .status())
                .isEqualTo(204);
        assertThat(operator.send("DELETE", "/api/releases/fixture/97.0", new byte[0])
                        .body())
                .contains("97.0 of line fixture is not published");
    }

    private String state(UUID id) {
        return jdbc.sql("select state from upgrade.invitation where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private Page login(String person) {
        return browser.login(person);
    }

    private String url(String path) {
        return "http://localhost:%d%s".formatted(port, path);
    }
}
