package com.juniper.upgrade.projects;

import static com.juniper.upgrade.Screenshots.shoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.Screenshots;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseChecksum;
import com.juniper.upgrade.sample.SampleHosting;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The story of a project: the upgraded backup on a staging branch, commits that are built, production with a commit. */
@PlatformTest
@TestPropertySource(properties = "juniper.projects.webhooks-inside=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProjectUpgradeIT {

    private static final String MANIFEST = """
            {
                'name': 'Rental',
                'version': '%s',
                'depends': ['contacts'],
                'data': [%s],
                'installable': True,
            }
            """;

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private HostedDatabases databases;

    @Autowired
    private LocalPostgres server;

    @Autowired
    private JdbcClient jdbc;

    private final Receiver receiver = new Receiver();
    private TestBrowser browser;
    private TestClient demo;
    private TestClient operator;
    private SampleHosting hosting;
    private HostedDatabase rental;
    private GitClient git;

    @BeforeAll
    void host() throws SQLException, IOException {
        Files.createDirectories(Screenshots.FOLDER);
        browser = TestBrowser.at("http://localhost:" + port);
        hosting = new SampleHosting(platform, folder);
        hosting.publish("15.0", "16.0");
        demo = TestClient.as("demo", port);
        operator = TestClient.as("operator", port);
        rental = project("sh-rental");
        execute(
                rental.name(),
                "insert into ir_module_module (name, shortdesc, state, latest_version) values ('acme_rental', 'Rental', 'installed', '15.0.1.0.0')",
                "create table acme_rental_order (id serial primary key, name varchar, partner_id int4 references res_partner(id))",
                "alter table acme_rental_order owner to acme",
                "insert into acme_rental_order (name, partner_id) select 'Rental ' || id, id from res_partner");
        git = GitClient.begin(
                folder.resolve("work"), "http://demo:demo@localhost:%d/git/sh-rental.git".formatted(port));
        git.commit("acme_rental/__manifest__.py", MANIFEST.formatted("15.0.1.0.0", ""));
        assertThat(demo.post("/api/projects/sh-rental/webhook", Map.of("url", receiver.url("/builds")))
                        .status())
                .isEqualTo(200);
    }

    @AfterAll
    void close() {
        browser.close();
        receiver.close();
    }

    @AfterEach
    void noComplaints() {
        assertThat(browser.complaints()).isEmpty();
    }

    private HostedDatabase project(String name) {
        var database = hosting.host(name, "acme", "15.0", "contacts");
        databases.assign(database.id(), "acme", "SH");
        var made = operator.post("/api/projects", Map.of("name", name, "database", name));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return databases.require(database.id());
    }

    @Test
    @Order(1)
    @DisplayName(
            "R42, R43, R128: a test is asked for on a staging branch, of the newest backup, and nowhere else; production not before")
    void asksForATest() {
        git.run("push", "origin", "main", "main:staging").done();

        refused(test("sh-rental", "staging"), "development branch");
        assertThat(demo.post("/api/projects/sh-rental/stage", Map.of("branch", "staging", "stage", "STAGING"))
                        .status())
                .isEqualTo(200);
        refused(test("sh-rental", "staging"), "no backup of sh-rental");
        refused(test("sh-rental", "main"), "production branch");
        refused(test("sh-rental", "nowhere"), "no branch 'nowhere'");
        refused(
                demo.post(
                        "/api/requests",
                        Map.of("database", "sh-rental", "targetVersion", "16.0", "email", "a@acme.invalid")),
                "/projects/sh-rental");
        refused(arm("sh-rental", "sh-rental"), "successful test");
        assertThat(TestClient.as("rival", port)
                        .post(
                                "/api/projects/sh-rental/upgrades",
                                Map.of("branch", "staging", "targetVersion", "16.0", "email", "a@b.invalid"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Order(2)
    @DisplayName(
            "R44, R45: the upgraded backup comes to the branch, which updates on commit then; nothing is built before")
    void bringsTheUpgradedBackup() throws SQLException {
        platform.getBean(Backups.class).take(rental);
        execute(rental.name(), "insert into acme_rental_order (name) values ('After the backup')");
        var asked = test("sh-rental", "staging");
        assertThat(asked.status()).as(asked.body()).isEqualTo(201);
        refused(test("sh-rental", "staging"), "already");

        awaitUpgrade("staging", BranchUpgrade.State.ON_COMMIT);

        assertThat(builds("staging")).isEmpty();
        var upgraded = databases
                .madeBy(Objects.requireNonNull(upgrade("staging").request()), Kind.UPGRADED)
                .orElseThrow();
        assertThat(strings(upgraded.name(), "select name from acme_rental_order where name = 'After the backup'"))
                .as("of the backup")
                .isEmpty();
        assertThat(demo.get("/api/databases/" + upgraded.id()).status()).isEqualTo(404);
        assertThat(subjects()).anyMatch(subject -> subject.endsWith("Your upgraded backup is on its branch"));
    }

    @Test
    @Order(3)
    @DisplayName("R49: a commit whose modules do not fit fails, with the place; nothing of it stays")
    void refusesWhatDoesNotFit() throws SQLException {
        git.run("checkout", "--quiet", "-b", "staging").done();
        git.commit("README.md", "Not ported yet");
        var pushed = git.run("push", "origin", "staging").done();
        assertThat(pushed).contains("remote: Build 1", "/projects/sh-rental/builds/1");

        var build = awaitEnd(1);
        assertThat(build.path("state").asText()).isEqualTo("FAILED");
        assertThat(build.path("failedPath").asText()).isEqualTo("acme_rental/__manifest__.py");
        assertThat(build.path("failure").asText()).contains("16.0");

        git.run("mv", "acme_rental", "rental").done();
        git.commit("README.md", "Where is it?");
        git.run("push", "origin", "staging").done();
        assertThat(awaitEnd(2).path("failure").asText()).contains("acme_rental");

        git.run("mv", "rental", "acme_rental").done();
        git.commit("acme_rental/__manifest__.py", MANIFEST.formatted("16.0.1.0.0", ""));
        git.commit(
                "acme_rental/migrations/16.0.1.0.0/post-deposit.sql",
                "alter table acme_rental_order add column deposit numeric;\nupdate acme_rental_order set depsit = 10;\n");
        git.run("push", "origin", "staging").done();
        var failed = awaitEnd(3);
        assertThat(failed.path("failedPath").asText()).isEqualTo("acme_rental/migrations/16.0.1.0.0/post-deposit.sql");
        assertThat(failed.path("failedLine").asInt()).isEqualTo(2);
        assertThat(failed.path("failure").asText()).contains("depsit");
        assertThat(strings("postgres", "select datname from pg_database where datname ~ '^build_|-test-'"))
                .isEmpty();
        assertThat(strings("postgres", "select rolname from pg_roles where rolname ~ '^build_'"))
                .isEmpty();
        assertThat(jdbc.sql("select count(*) from upgrade.slot")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(subjects()).contains("sh-rental: Build 3 of staging failed");
        var page = browser.login("maintainer");
        page.navigate("http://localhost:" + port + "/projects/sh-rental/builds/3");
        PlaywrightAssertions.assertThat(page.locator("[role=alert]"))
                .containsText("acme_rental/migrations/16.0.1.0.0/post-deposit.sql:2");
        PlaywrightAssertions.assertThat(page.locator("#log")).containsText("Failed: ");
        shoot(page, "build-failed");
        refused(arm("sh-rental", "sh-rental"), "successful test");
    }

    @Test
    @Order(4)
    @DisplayName(
            "R46, R47, R48: each commit restores the backup, pristine, and updates all modules; the log is in its home")
    void updatesOnCommit() throws SQLException {
        git.commit(
                "acme_rental/migrations/16.0.1.0.0/post-deposit.sql",
                "alter table acme_rental_order add column deposit numeric;\nupdate acme_rental_order set deposit = 10;\n");
        git.commit(
                "acme_rental/data/categories.xml",
                "<odoo><record id=\"renter\" model=\"res.partner.category\"><field name=\"name\">Renter</field></record></odoo>");
        git.commit("acme_rental/__manifest__.py", MANIFEST.formatted("16.0.1.0.0", "'data/categories.xml'"));
        git.run("push", "origin", "staging").done();
        var first = built(4);
        assertThat(strings(first, "select distinct deposit::text from acme_rental_order"))
                .containsExactly("10");
        assertThat(strings(first, "select latest_version from ir_module_module where name = 'acme_rental'"))
                .containsExactly("16.0.1.0.0");
        assertThat(strings(
                        first,
                        "select count(*)::text from ir_model_data where module = 'acme_rental' and name = 'renter'"))
                .containsExactly("1");
        assertThat(strings(first, "select count(*)::text from ir_cron where active"))
                .containsExactly("0");
        execute(first, "insert into acme_rental_order (name) values ('Between two commits')");

        keepsTheBackupPristine(first);
        git.commit("README.md", "Ported");
        git.run("push", "origin", "staging").done();
        var second = built(5);

        assertThat(second).isNotEqualTo(first);
        assertThat(strings(second, "select name from acme_rental_order where name = 'Between two commits'"))
                .isEmpty();
        assertThat(strings(second, "select distinct deposit::text from acme_rental_order"))
                .containsExactly("10");
        assertThat(strings("postgres", "select datname from pg_database where datname = '%s'".formatted(first)))
                .as("replaced")
                .isEmpty();
        assertThat(databases.testsOf(rental.id()))
                .extracting(HostedDatabase::name)
                .containsExactly(second);
        var log = demo.get("/api/projects/sh-rental/builds/5/logs/upgrade.log");
        assertThat(log.status()).isEqualTo(200);
        assertThat(log.body())
                .contains("Copy the database", "Build 5 of staging", "pristine", "post-deposit.sql", "Succeeded");
        assertThat(TestClient.as("rival", port)
                        .get("/api/projects/sh-rental/builds/5/logs/upgrade.log")
                        .status())
                .isEqualTo(404);
        var page = browser.login("demo");
        page.navigate("http://localhost:" + port + "/projects");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("sh-rental"))
                .click();
        PlaywrightAssertions.assertThat(page.locator("#branch-staging")).containsText("Update on commit: 16.0");
        PlaywrightAssertions.assertThat(page.locator("#builds tbody tr")).hasCount(5);
        shoot(page, "project");
        page.locator("#builds")
                .getByText("5", new Locator.GetByTextOptions().setExact(true))
                .click();
        PlaywrightAssertions.assertThat(page.locator("h1")).containsText("Succeeded");
        shoot(page, "build");
        assertThat(subjects()).contains("sh-rental: Build 4 of staging succeeded");
        assertThat(subjects()).doesNotContain("sh-rental: Build 5 of staging succeeded");
    }

    /** Whoever gets the build's connection acts as the owner of its objects, not as that of the backup. */
    private void keepsTheBackupPristine(String build) {
        var id = databases.named(build).get(0).id();
        var connection = demo.get("/api/databases/%d/connection".formatted(id)).json();
        var upgraded = databases
                .madeBy(Objects.requireNonNull(upgrade("staging").request()), Kind.UPGRADED)
                .orElseThrow();
        var backup = new DatabaseAddress(
                address(upgraded.name()).url(),
                connection.path("role").asText(),
                connection.path("password").asText());
        assertThatThrownBy(backup::connect).hasMessageContaining("permission denied for database");
        var own = new DatabaseAddress(address(build).url(), backup.user(), backup.password());
        assertThatThrownBy(() -> {
                    try (var session = own.connect();
                            var statement = session.createStatement()) {
                        statement.execute("grant connect on database \"%s\" to public".formatted(upgraded.name()));
                    }
                    try (var session = backup.connect()) {
                        session.isValid(1);
                    }
                })
                .hasMessageContaining("permission denied");
    }

    @Test
    @Order(5)
    @DisplayName("R46: of commits that wait, the newest wins; nothing is built again without a reason")
    void buildsTheNewest() {
        for (int i = 0; i < 5; i++) {
            git.commit("README.md", "Change " + i);
            git.run("push", "origin", "staging").done();
        }
        var head = git.head();
        await("the newest build", () -> {
            var newest = builds("staging").get(0);
            return newest.path("commit").asText().equals(head)
                    && newest.path("state").asText().equals("SUCCEEDED");
        });
        assertThat(builds("staging"))
                .extracting(build -> build.path("state").asText())
                .doesNotContain("QUEUED", "RUNNING");

        var again = demo.post("/api/projects/sh-rental/builds", Map.of("branch", "staging"));
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(awaitEnd(again.json().path("number").asInt()).path("state").asText())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    @Order(6)
    @DisplayName(
            "R121, R122: production is armed, and nothing runs before the commit; one that does not fit runs nothing")
    void armsProduction() throws SQLException {
        refused(arm("sh-rental", "sh-rental-typo"), "no way back");
        assertThat(arm("sh-rental", "sh-rental").status()).isEqualTo(201);
        assertThat(productionRequests()).isZero();

        git.run("checkout", "--quiet", "main").done();
        git.commit("README.md", "Not ported on main");
        var pushed = git.run("push", "origin", "main").done();
        assertThat(pushed).contains("starts the upgrade of production");
        var refused = awaitEnd(newest("main"));
        assertThat(refused.path("state").asText()).isEqualTo("FAILED");
        assertThat(refused.path("failure").asText()).contains("16.0");
        assertThat(productionRequests()).isZero();
        assertThat(upgrade("main").state()).isEqualTo(BranchUpgrade.State.ARMED);
        assertThat(strings("postgres", "select datallowconn::text from pg_database where datname = 'sh-rental'"))
                .containsExactly("true");

        assertThat(demo.send("DELETE", "/api/projects/sh-rental/upgrades?branch=main", new byte[0])
                        .status())
                .isEqualTo(204);
        git.commit("README.md", "Disarmed");
        assertThat(git.run("push", "origin", "main").done()).doesNotContain("Build");
        assertThat(arm("sh-rental", "sh-rental").status()).isEqualTo(201);
        assertThat(operator.post("/api/databases/%d/assignment".formatted(rental.id()), Map.of("company", "rivalry"))
                        .status())
                .as("a project's database stays its company's")
                .isEqualTo(422);
    }

    @Test
    @Order(7)
    @DisplayName("R125, R127: a failing update of the custom modules reverts everything, and everybody is told")
    void revertsWithTheModules() throws SQLException {
        var before = checksum();
        git.run("checkout", "--quiet", "staging", "--", ".").done();
        git.commit(
                "acme_rental/migrations/16.0.1.0.0/end-check.sql",
                "do $$ begin if current_database() not like '%-test-%' and current_database() not like 'build_%' then raise exception 'not in production'; end if; end $$;\n");
        git.run("push", "origin", "main").done();

        awaitUpgrade("main", BranchUpgrade.State.FAILED);

        var build = awaitEnd(newest("main"));
        assertThat(build.path("state").asText()).isEqualTo("FAILED");
        assertThat(build.path("failure").asText()).contains("end-check.sql", "not in production");
        assertThat(checksum()).isEqualTo(before);
        assertThat(strings("postgres", "select datallowconn::text from pg_database where datname = 'sh-rental'"))
                .containsExactly("true");
        assertThat(subjects())
                .anyMatch(subject -> subject.endsWith("The upgrade of your database failed"))
                .anyMatch(subject -> subject.matches("sh-rental: Build \\d+ of main failed"));
    }

    @Test
    @Order(8)
    @DisplayName("R122, R124, R126: the commit starts production, with its modules; the database as it was is kept")
    void upgradesProduction() throws SQLException {
        var page = browser.login("demo");
        page.navigate("http://localhost:" + port + "/projects/sh-rental");
        page.locator("#arm input[name=confirmedName]").fill("sh-renal");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Arm the upgrade"))
                .click();
        PlaywrightAssertions.assertThat(page.locator("#refused")).containsText("no way back");
        shoot(page, "project-arming");
        page.locator("#arm input[name=confirmedName]").fill("sh-rental");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Arm the upgrade"))
                .click();
        PlaywrightAssertions.assertThat(page.locator("#branch-main")).containsText("Armed: 16.0");
        PlaywrightAssertions.assertThat(page.locator("#arm")).hasCount(0);
        shoot(page, "project-armed");
        git.run("rm", "--quiet", "acme_rental/migrations/16.0.1.0.0/end-check.sql")
                .done();
        git.commit("README.md", "Production");
        git.run("push", "origin", "main").done();

        awaitUpgrade("main", BranchUpgrade.State.SUCCEEDED);
        PlaywrightAssertions.assertThat(page.locator("#branch-main"))
                .containsText("Succeeded: 16.0", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));

        assertThat(awaitEnd(newest("main")).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(strings(
                        rental.name(),
                        "select name || latest_version from ir_module_module where name in ('acme_rental')"))
                .containsExactly("acme_rental16.0.1.0.0");
        assertThat(strings(rental.name(), "select left(latest_version, 4) from ir_module_module where name = 'base'"))
                .containsExactly("16.0");
        assertThat(strings(rental.name(), "select distinct deposit::text from acme_rental_order"))
                .containsExactly("10");
        assertThat(strings(rental.name(), "select name from acme_rental_order where name = 'After the backup'"))
                .hasSize(1);
        assertThat(strings("postgres", "select datname from pg_database where datname like 'sh-rental_backup_%'"))
                .hasSize(1);
    }

    @Test
    @Order(9)
    @DisplayName("R46, R122: the webhook is told of every build that ended, and of the branches")
    void tellsTheWebhook() {
        List<String> ended = new ArrayList<>();
        for (int number = 1; number <= newest("main"); number++) {
            var build = demo.get("/api/projects/sh-rental/builds/" + number).json();
            if (!build.path("state").asText().equals("SUPERSEDED")) {
                ended.add("%d %s %s"
                        .formatted(
                                number,
                                build.path("branch").asText(),
                                build.path("state").asText()));
            }
        }
        await("all of them", () -> told("build").size() >= ended.size());
        await("the branches", () -> told("branch").size() >= 3);

        assertThat(told("build")).containsExactlyInAnyOrderElementsOf(ended);
        assertThat(told("branch")).containsExactly("null staging ON_COMMIT", "null main FAILED", "null main SUCCEEDED");
    }

    private List<String> told(String event) {
        return receiver.received().stream()
                .map(Receiver.Received::json)
                .filter(json -> json.path("event").asText().equals(event))
                .map(json -> "%s %s %s"
                        .formatted(
                                json.path("build").asText(),
                                json.path("branch").asText(),
                                json.path("state").asText()))
                .toList();
    }

    @Test
    @Order(10)
    @DisplayName("R50, R123: without custom modules the test is built at once, and production begins at once")
    void skipsTheModeWithoutModules() {
        var plain = project("sh-plain");
        platform.getBean(Backups.class).take(plain);
        var own = GitClient.begin(
                folder.resolve("plain"), "http://demo:demo@localhost:%d/git/sh-plain.git".formatted(port));
        own.commit("README.md", "Nothing of our own");
        own.run("push", "origin", "main", "main:staging").done();
        demo.post("/api/projects/sh-plain/stage", Map.of("branch", "staging", "stage", "STAGING"));
        assertThat(test("sh-plain", "staging").status()).isEqualTo(201);
        await(
                "the build",
                () -> demo.get("/api/projects/sh-plain/builds").json().size() == 1);
        var build = demo.get("/api/projects/sh-plain/builds").json().get(0);
        assertThat(build.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(demo.get("/api/projects/sh-plain/builds/1/logs/upgrade.log").body())
                .contains("No custom module is installed");
        assertThat(databases.testsOf(plain.id())).hasSize(1);

        assertThat(arm("sh-plain", "sh-plain").status()).isEqualTo(201);
        await("production", () -> "16.0".equals(databases.require(plain.id()).version()));
    }

    @Test
    @Order(11)
    @DisplayName("R45: a branch that is deleted, or whose mode is left, takes no commits any more")
    void leavesTheMode() {
        var plain = project("sh-left");
        platform.getBean(Backups.class).take(plain);
        try {
            execute(
                    plain.name(),
                    "insert into ir_module_module (name, shortdesc, state, latest_version) values ('acme_left', 'Left', 'installed', '15.0.1.0.0')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        platform.getBean(Backups.class).take(plain);
        var own = GitClient.begin(
                folder.resolve("left"), "http://demo:demo@localhost:%d/git/sh-left.git".formatted(port));
        own.commit("acme_left/__manifest__.py", MANIFEST.formatted("16.0.1.0.0", ""));
        own.run("push", "origin", "main", "main:one", "main:two").done();
        for (var branch : List.of("one", "two")) {
            demo.post("/api/projects/sh-left/stage", Map.of("branch", branch, "stage", "STAGING"));
            assertThat(test("sh-left", branch).status()).isEqualTo(201);
        }
        own.commit("README.md", "While the backup is upgraded");
        own.run("push", "origin", "main:two").done();
        await("the build of the commit that waited", () -> demo.get("/api/projects/sh-left/builds?branch=two")
                .json()
                .findValuesAsText("state")
                .contains("SUCCEEDED"));
        await("the mode", () -> upgrade("sh-left", "one").state() == BranchUpgrade.State.ON_COMMIT);

        own.run("push", "origin", ":one").done();
        assertThat(upgrade("sh-left", "one").state()).isEqualTo(BranchUpgrade.State.LEFT);
        assertThat(demo.send("DELETE", "/api/projects/sh-left/upgrades?branch=two", new byte[0])
                        .status())
                .isEqualTo(204);
        assertThat(upgrade("sh-left", "two").state()).isEqualTo(BranchUpgrade.State.LEFT);
        own.commit("README.md", "After it");
        assertThat(own.run("push", "origin", "main:two").done()).doesNotContain("Build");
        await(
                "the end of the processes",
                () -> jdbc.sql(
                                        "select count(*) from camunda.act_ru_execution where business_key_ like 'branch-upgrade-%' and id_ = proc_inst_id_")
                                .query(Long.class)
                                .single()
                        <= 1); // that of sh-rental's staging branch goes on
    }

    private TestClient.Answer test(String project, String branch) {
        return demo.post(
                "/api/projects/%s/upgrades".formatted(project),
                Map.of("branch", branch, "targetVersion", "16.0", "email", "team@acme.invalid"));
    }

    private TestClient.Answer arm(String project, String confirmedName) {
        return demo.post(
                "/api/projects/%s/production".formatted(project),
                Map.of("targetVersion", "16.0", "email", "team@acme.invalid", "confirmedName", confirmedName));
    }

    private static void refused(TestClient.Answer answer, String reason) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(reason);
    }

    private List<JsonNode> builds(String branch) {
        List<JsonNode> builds = new ArrayList<>();
        demo.get("/api/projects/sh-rental/builds?branch=" + branch).json().forEach(builds::add);
        return builds;
    }

    private int newest(String branch) {
        return builds(branch).get(0).path("number").asInt();
    }

    private JsonNode awaitEnd(int number) {
        var path = "/api/projects/sh-rental/builds/" + number;
        await("the end of build " + number, () -> !List.of("QUEUED", "RUNNING")
                .contains(demo.get(path).json().path("state").asText("QUEUED")));
        return demo.get(path).json();
    }

    /** {@return the name of the database that a good build made} */
    private String built(int number) {
        var build = awaitEnd(number);
        assertThat(build.path("state").asText()).as(build.toString()).isEqualTo("SUCCEEDED");
        return databases.require(build.path("database").asLong()).name();
    }

    private BranchUpgrade upgrade(String branch) {
        return upgrade("sh-rental", branch);
    }

    private BranchUpgrade upgrade(String project, String branch) {
        var store = platform.getBean(BuildStore.class);
        return store
                .newest(platform.getBean(ProjectStore.class)
                        .find(project)
                        .orElseThrow()
                        .id())
                .stream()
                .filter(upgrade -> upgrade.branch().equals(branch))
                .findFirst()
                .orElseThrow();
    }

    private void awaitUpgrade(String branch, BranchUpgrade.State state) {
        await(branch + " is " + state, () -> upgrade(branch).state() == state);
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(Duration.ofMinutes(3)).until(condition);
    }

    private long productionRequests() {
        return jdbc.sql("select count(*) from upgrade.request where purpose = 'PRODUCTION' and database_id = ?")
                .param(rental.id())
                .query(Long.class)
                .single();
    }

    private List<String> subjects() {
        return jdbc.sql("select subject from upgrade.mail order by id")
                .query(String.class)
                .list();
    }

    private List<String> checksum() throws SQLException {
        return DatabaseChecksum.of(address(rental.name()));
    }

    private DatabaseAddress address(String database) {
        return server.superuser(database);
    }

    private void execute(String database, String... statements) throws SQLException {
        try (var connection = address(database).connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> strings(String database, String sql) throws SQLException {
        try (var connection = address(database).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
