package com.juniper.upgrade.web;

import static com.juniper.upgrade.Screenshots.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.RunHold;
import com.juniper.upgrade.Screenshots;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.sample.SampleHosting;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
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

/**
 * The database manager in a real browser and through the API, one story: list, popup, tag, dropdown, explorer,
 * comparison, production. Screenshots are left in {@code target/screenshots}.
 */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabasesIT {

    private static final double PATIENCE_MS = Duration.ofMinutes(5).toMillis();
    private static final String SCRIPT = "<script>document.title='run'</script><b>Customer</b>";

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

    private HostedDatabase shop;
    private HostedDatabase untested;
    private TestBrowser browser;

    @BeforeAll
    void open() throws IOException, SQLException {
        var hosting = new SampleHosting(platform, folder);
        hosting.publish("15.0", "16.0");
        shop = hosting.host("manager-shop", "acme", "15.0", "contacts", "sale", "account", "payment");
        untested = hosting.host("manager-untested", "acme", "15.0", "contacts");
        hosting.host("manager-latest", "acme", "16.0", "contacts");
        hosting.host("manager-rivals", "rivalry", "15.0", "contacts");
        makeHostile(shop.name());
        asked(untested);
        Files.createDirectories(Screenshots.FOLDER);
        browser = TestBrowser.at(url(""));
    }

    @AfterAll
    void close() {
        browser.close();
    }

    /** What a stranger may put into a database: markup in a name, secrets, and a view whose function must not run. */
    private void makeHostile(String database) throws SQLException {
        execute(
                database,
                "update res_partner set name = '%s' where id = (select max(id) from res_partner)"
                        .formatted(SCRIPT.replace("'", "''")),
                "insert into ir_mail_server (name, smtp_host, smtp_port, smtp_user, smtp_pass, smtp_encryption, smtp_authentication, active) values ('Ours', 'smtp.invalid', 25, 'us', 'open sesame', 'none', 'login', true)",
                """
                with unit as (insert into uom_uom (name, category_id, factor, rounding, uom_type, active)
                              select 'Units', min(id), 1, 0.01, 'reference', true from uom_category returning id)
                insert into product_template (name, type, detailed_type, categ_id, uom_id, uom_po_id, list_price, sale_line_warn,
                                              active, sale_ok, purchase_ok)
                select 'Chair', 'consu', 'consu', c.id, u.id, u.id, 10, 'no-message', true, true, true
                from unit u, (select min(id) as id from product_category) c""",
                "set role acme",
                "create function evil() returns int language plpgsql as $$ begin raise exception 'it runs'; end $$",
                "create view x_evil as select evil() as id, 'evil'::text as name",
                "insert into ir_model select (jsonb_populate_record(m, '{\"id\": 9999, \"model\": \"x.evil\"}')).* from ir_model m where model = 'res.partner'");
    }

    /** Something was asked for it before, and failed: it may be upgraded in production, but not without a word. */
    private void asked(HostedDatabase database) {
        var jdbc = platform.getBean(JdbcClient.class);
        jdbc.sql("""
                        insert into upgrade.upgrade (number, company, owner, database_key, database_name, target_version)
                        values ('UPG-80001', 'acme', 'demo', 'hosted/' || ?, ?, '16.0')""").params(database.id(), database.name()).update();
        jdbc.sql("""
                        insert into upgrade.request (id, number, submitter, purpose, email, contract, database_id, file_name,
                          upload_bytes, target_version, hosting, state)
                        values (?, 'UPG-80001', 'demo', 'TEST', 'it@juniper.example', 'JUN-ENT-0001', ?, ?, 1, '16.0', 'ONLINE', 'FAILED')""").params(UUID.randomUUID(), database.id(), database.name()).update();
    }

    @Test
    @Order(1)
    @DisplayName(
            "R32-R41, R87: list, popup by keyboard alone, tag while it runs, dropdown, test database opened and compared")
    void upgradesATestCopy() throws SQLException {
        var page = browser.login("demo");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Databases").setExact(true))
                .click();
        assertThat(row(page, "manager-rivals")).hasCount(0);
        assertThat(icon(page, "manager-latest")).hasCount(0);
        assertThat(row(page, "manager-shop")).containsText("15.0");
        shoot(page, "databases");

        icon(page, "manager-shop").focus();
        page.keyboard().press("Enter");
        var dialog = page.locator("dialog:modal");
        assertThat(dialog.locator("select[name=targetVersion]")).isFocused();
        assertThat(dialog.locator("select[name=targetVersion]")).hasValue("16.0");
        assertThat(dialog.locator("input[name=email]")).hasValue("demo@juniper.example");
        assertThat(dialog.locator("input[name=purpose]")).hasCount(1);
        assertThat(dialog.locator("input[name=purpose]")).isChecked();
        shoot(page, "popup");
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        assertThat(icon(page, "manager-shop")).isFocused();
        page.keyboard().press("Space");
        assertThat(dialog.locator("select[name=targetVersion]")).isFocused();
        page.keyboard().press("Tab");
        RunHold.before("merge-schema", platform, () -> {
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*/upgrades/UPG-.*"));
            page.navigate(url("/databases"));
            assertThat(row(page, "manager-shop").locator(".tag")).hasText("Upgrade in progress");
            assertThat(page.locator(".tag")).hasCount(1);
            shoot(page, "databases-in-progress");
        });
        assertThat(row(page, "manager-shop").locator(".tag"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS));
        assertThat(page.getByText("manager-shop-test-1")).isHidden();
        arrow(page, "manager-shop").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("manager-shop-test-1")).isVisible();
        assertThat(arrow(page, "manager-shop")).hasAttribute("aria-expanded", "true");
        shoot(page, "databases-dropdown");
        explores(page);
        compares(page);
        Assertions.assertThat(browser.complaints()).isEmpty();
    }

    /** What a stranger wrote shows as text, secrets are masked, and no function of theirs runs. */
    private void explores(Page page) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open manager-shop-test-1"))
                .click();
        assertThat(page.locator("h1")).containsText("Test database");
        assertThat(page.locator("table")).containsText("sale");
        shoot(page, "explore");
        for (var section : List.of("Views", "Users", "Scheduled actions", "Mail servers", "Payment providers")) {
            page.locator("nav.tabs")
                    .getByText(section, new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator("main table tbody tr").first()).isVisible();
        }
        page.locator("nav.tabs").getByText("Discuss").click();
        assertThat(page.locator("h2")).hasText("Discuss");
        page.navigate(url("/databases/%d/explore/models/res.partner?search=<script".formatted(shop.id())));
        assertThat(page.locator("main table tbody tr")).hasCount(1);
        assertThat(page.locator("main table")).containsText(SCRIPT);
        page.locator("main table tbody a").first().click();
        assertThat(page.locator("table.record")).containsText(SCRIPT);
        Assertions.assertThat(page.title()).isNotEqualTo("run");
        shoot(page, "record");
        page.navigate(url("/databases/%d/explore/mail-servers".formatted(shop.id())));
        page.getByText("Ours").click();
        assertThat(page.locator("table.record")).containsText("smtp.invalid");
        assertThat(page.locator("table.record")).not().containsText("sesame");
        page.navigate(url("/databases/%d/explore/models/x.evil".formatted(shop.id())));
        assertThat(page.locator("main")).containsText("has no model x.evil");
    }

    private void compares(Page page) {
        page.navigate(url("/databases/%d/compare/%d?all=true".formatted(shop.id(), test().id())));
        assertThat(page.locator("table.compare")).containsText("payment.acquirer");
        shoot(page, "compare");
        page.locator("nav.tabs").getByText("A random product").click();
        page.waitForURL(Pattern.compile(".*model=product.template&id=\\d+"));
        assertThat(page.locator("table.pair")).containsText("Chair");
        shoot(page, "compare-record");
        page.locator("nav.tabs").getByText("Taxes").click();
        assertThat(page.locator("h2")).hasText("account.tax");
        page.navigate(url("/databases/%d/compare/%d?model=payment.acquirer".formatted(shop.id(), test().id())));
        assertThat(page.locator("h2")).hasText("payment.acquirer → payment.provider");
        shoot(page, "compare-model");
    }

    private HostedDatabase test() {
        return databases.testsOf(shop.id()).get(0);
    }

    @Test
    @Order(2)
    @DisplayName(
            "R116, R118-R120: production asks for the name where no test succeeded; the database is unavailable until it is upgraded")
    void upgradesProduction() throws SQLException {
        var page = browser.login("demo");
        page.navigate(url("/databases?upgrade=" + untested.id()));
        var dialog = page.locator("dialog:modal");
        assertThat(dialog.locator(".production")).isHidden();
        dialog.locator("input[value=TEST]").focus();
        page.keyboard().press("ArrowDown");
        assertThat(dialog.locator(".production").first()).isVisible();
        assertThat(dialog).containsText("no way back");
        assertThat(dialog).containsText("users may fail to adjust, business may be interrupted");
        shoot(page, "popup-production");
        dialog.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("dialog:modal .problem").first()).containsText("no successful test upgrade");
        shoot(page, "popup-refused");
        dialog.locator("input[name=confirmedName]").fill(untested.name());
        RunHold.before("merge-schema", platform, () -> {
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*/upgrades/UPG-.*"));
            assertThat(page.locator(".unavailable"))
                    .containsText(
                            "is unavailable", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
            shoot(page, "case-production");
            isUnavailable(page.url());
        });
        assertThat(page.locator("h1 .state"))
                .hasText("Upgraded", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS));
        assertThat(page.locator("#live")).containsText("The database was unavailable for");
        shoot(page, "case-production-done");
        page.navigate(url("/databases"));
        assertThat(icon(page, untested.name())).hasCount(0);
        assertThat(row(page, untested.name())).containsText("16.0");
        Assertions.assertThat(browser.complaints()).isEmpty();
    }

    private void isUnavailable(String casePage) {
        var nobody = TestClient.nobody(port).get("/unavailable/" + untested.name());
        Assertions.assertThat(nobody.status()).isEqualTo(503);
        Assertions.assertThat(nobody.headers().firstValue("Retry-After")).isPresent();
        Assertions.assertThat(nobody.body())
                .contains("is being upgraded", "more.")
                .doesNotContain(casePage.replaceAll(".*/(UPG-\\d+).*", "$1"));
        var explorer = TestSession.of("demo", port).get("/databases/%d/explore".formatted(untested.id()));
        Assertions.assertThat(explorer.status()).isEqualTo(503);
        Assertions.assertThat(explorer.body()).contains("closed for an upgrade");
        Assertions.assertThatThrownBy(() ->
                        DriverManager.getConnection(server.url(untested.name()), "postgres", server.secret("postgres")))
                .hasMessageContaining("not currently accepting connections");
        var page = browser.page();
        page.navigate(url("/unavailable/" + untested.name()));
        shoot(page, "unavailable");
        page.close();
    }

    @Test
    @Order(3)
    @DisplayName("R33: the API lists a company's own databases, page by page, in the order asked for")
    void listsByApi() {
        var demo = TestClient.as("demo", port);

        var page = demo.get("/api/databases?size=2&sort=-name&search=manager-").json();

        Assertions.assertThat(page.findValuesAsText("name")).contains("manager-untested", "manager-shop");
        Assertions.assertThat(page.get("total").asInt()).isEqualTo(3);
        Assertions.assertThat(page.get("pages").asInt()).isEqualTo(2);
        Assertions.assertThat(TestClient.as("rival", port)
                        .get("/api/databases?search=manager-")
                        .json()
                        .findValuesAsText("name"))
                .containsExactly("manager-rivals");
        Assertions.assertThat(TestClient.as("operator", port)
                        .get("/api/databases?search=manager-")
                        .json()
                        .get("total")
                        .asInt())
                .isEqualTo(4);
        for (var sort : List.of("name", "company", "version", "hosting", "size", "modules", "users", "last-use")) {
            Assertions.assertThat(demo.get("/api/databases?sort=" + sort).status())
                    .as(sort)
                    .isEqualTo(200);
        }
        Assertions.assertThat(demo.get("/api/databases?sort=id;drop").status()).isEqualTo(400);
        Assertions.assertThat(demo.get("/api/databases/" + shop.id())
                        .json()
                        .get("newer")
                        .get(0)
                        .asText())
                .isEqualTo("16.0");
    }

    @Test
    @Order(4)
    @DisplayName("R87, R92, R98: the API compares numbers of all models, and a record field by field")
    void comparesByApi() {
        var demo = TestClient.as("demo", port);
        var address = "/api/databases/%d/compare/%d".formatted(shop.id(), test().id());

        var counts = demo.get(address).json().get("counts");
        var record = demo.get(address + "?model=res.partner&id=1").json().get("record");

        Assertions.assertThat(counts).anySatisfy(count -> {
            Assertions.assertThat(count.get("left").asText()).isEqualTo("res.partner");
            Assertions.assertThat(count.get("difference").asText()).isEqualTo("SAME");
        });
        Assertions.assertThat(counts).anySatisfy(count -> {
            Assertions.assertThat(count.get("left").asText()).isEqualTo("payment.acquirer");
            Assertions.assertThat(count.get("right").asText()).isEqualTo("payment.provider");
        });
        Assertions.assertThat(record.get("fields")).anySatisfy(field -> {
            Assertions.assertThat(field.get("left").asText()).isEqualTo("name");
            Assertions.assertThat(field.get("difference").asText()).isEqualTo("SAME");
        });
        Assertions.assertThat(demo.get(address + "?model=no.such").status()).isEqualTo(404);
        Assertions.assertThat(TestClient.as("rival", port).get(address).status())
                .isEqualTo(404);
    }

    @Test
    @Order(5)
    @DisplayName(
            "R41: the connection of a test database is its company's people's, of production nobody's; deleted, it is gone")
    void connectsAndDeletes() throws SQLException {
        var demo = TestClient.as("demo", port);
        var test = "/api/databases/" + test().id();

        var connection = demo.get(test + "/connection").json();

        try (var opened = new DatabaseAddress(
                                server.url(connection.get("database").asText()),
                                connection.get("role").asText(),
                                connection.get("password").asText())
                        .connect();
                var statement = opened.createStatement()) {
            statement.execute("update res_partner set name = 'tried' where id = 1");
        }
        Assertions.assertThat(demo.get("/api/databases/%d/connection".formatted(shop.id()))
                        .status())
                .isEqualTo(403);
        Assertions.assertThat(TestClient.as("operator", port)
                        .get(test + "/connection")
                        .status())
                .isEqualTo(403);
        Assertions.assertThat(
                        TestClient.as("rival", port).get(test + "/connection").status())
                .isEqualTo(404);
        Assertions.assertThat(TestClient.as("rival", port)
                        .send("DELETE", test, new byte[0])
                        .status())
                .isEqualTo(404);
        Assertions.assertThat(demo.send("DELETE", "/api/databases/" + shop.id(), new byte[0])
                        .status())
                .isEqualTo(403);
        Assertions.assertThat(demo.send("DELETE", test, new byte[0]).status()).isEqualTo(204);
        Assertions.assertThat(demo.get(test).status()).isEqualTo(404);
        Assertions.assertThat(databases.testsOf(shop.id())).isEmpty();
    }

    @Test
    @Order(6)
    @DisplayName("An operator says whose a database is; its new company sees it, the former does not any more")
    void assigns() {
        var operator = TestClient.as("operator", port);
        var address = "/api/databases/" + untested.id();

        var refused = operator.post(address + "/assignment", Map.of("company", "nowhere"));
        var assigned = operator.post(address + "/assignment", Map.of("company", "rivalry", "hosting", "SH"));

        Assertions.assertThat(refused.status()).isEqualTo(422);
        Assertions.assertThat(refused.body()).contains("There is no company 'nowhere'");
        Assertions.assertThat(assigned.json().get("hosting").asText()).isEqualTo("SH");
        Assertions.assertThat(TestClient.as("rival", port).get(address).status())
                .isEqualTo(200);
        Assertions.assertThat(TestClient.as("demo", port).get(address).status()).isEqualTo(404);
    }

    private void execute(String database, String... statements) throws SQLException {
        try (var connection =
                        new DatabaseAddress(server.url(database), "postgres", server.secret("postgres")).connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Locator row(Page page, String database) {
        return page.locator("tbody")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("th.name > a", new Page.LocatorOptions().setHasText(database))));
    }

    private static Locator icon(Page page, String database) {
        return page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName("Upgrade " + database).setExact(true));
    }

    private static Locator arrow(Page page, String database) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Test databases of " + database));
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
