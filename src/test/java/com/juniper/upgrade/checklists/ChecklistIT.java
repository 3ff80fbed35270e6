package com.juniper.upgrade.checklists;

import static com.juniper.upgrade.Screenshots.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.Screenshots;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.sample.SampleHosting;
import com.juniper.upgrade.sample.SampleRows;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
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

/**
 * A hosted database is upgraded and tested, one story: a clean copy has no evidence against it, a planted defect of each
 * kind has; people answer on the page and in Tasklist, a customer is confident, and the next test knows what was said.
 */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChecklistIT {

    private static final double PATIENCE_MS = Duration.ofMinutes(2).toMillis();
    private static final String OWN = "Does the label printer print?";

    /** A defect of each kind, in an upgraded test database of version 16.0, and what is shown of it. */
    private static final Map<String, List<String>> DEFECTS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "views-disabled",
                    List.of("Our view", "update ir_ui_view set active = false where name = 'Our view'")),
            Map.entry("own-fields", List.of("x_color", "delete from ir_model_fields where name = 'x_color'")),
            Map.entry(
                    "reports", List.of("our.report", "update ir_ui_view set active = false where key = 'our.report'")),
            Map.entry(
                    "website-pages",
                    List.of("/ours", "update website_page set is_published = false where url = '/ours'")),
            Map.entry("record-counts", List.of("res.bank", "delete from res_bank where name = 'Our bank'")),
            Map.entry("users", List.of("admin", "update res_users set active = false where login = 'admin'")),
            Map.entry(
                    "mail-templates",
                    List.of("Our template", "delete from mail_template where subject::text like '%Our subject%'")),
            Map.entry("translations", List.of("de_DE", "update product_template set name = name - 'de_DE'")),
            Map.entry("filters", List.of("Our filter", "delete from ir_filters where name = 'Our filter'")),
            Map.entry(
                    "exports",
                    List.of("Our export", "update ir_exports_line set name = 'no_such_field' where name = 'email'")),
            Map.entry(
                    "contacts",
                    List.of(
                            "Customer 1",
                            "update res_partner set email = 'nobody@customers.invalid' where name = 'Customer 1'")),
            Map.entry("products", List.of("Chair", "update product_template set list_price = 11")),
            Map.entry("vendor-prices", List.of("Chair", "update product_supplierinfo set price = 8")),
            Map.entry("routes", List.of("Our rule", "update stock_rule set action = 'push' where action = 'pull'")),
            Map.entry("product-routes", List.of("route 7", "delete from stock_route_product")),
            Map.entry("delivery-methods", List.of("Our courier", "update delivery_carrier set active = false")),
            Map.entry("account-balances", List.of("Our account", "update account_move_line set balance = 99")),
            Map.entry("taxes", List.of("Our tax", "update account_tax set amount = 22 where amount = 21")),
            Map.entry("currencies", List.of("EUR", "update res_currency set active = false where name = 'EUR'")),
            Map.entry(
                    "bank-accounts", List.of("BE71 0961 2345 6769", "update res_partner_bank set acc_number = 'BE00'")),
            Map.entry("fiscal-years", List.of("My Company", "update res_company set fiscalyear_last_day = 30")),
            Map.entry("automated-actions", List.of("automated action 1", "delete from base_automation")),
            Map.entry(
                    "server-actions",
                    List.of("Our action", "delete from ir_act_server where name::text like '%Our action%'")),
            Map.entry("copy-harmless", List.of("ir_cron", "update ir_cron set active = true"))));

    /** Version 15.0 of the sample has no routes. */
    private static final List<String> NOT_IN_THE_SAMPLE = List.of("product-routes");

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
    private TaskService tasks;

    private TestClient demo;
    private HostedDatabase shop;
    private String request = "";
    private String number = "";

    @BeforeAll
    void host() throws SQLException {
        var hosting = new SampleHosting(platform, folder);
        hosting.publish("15.0", "16.0");
        shop = hosting.host(
                "testing-shop",
                "acme",
                "15.0",
                "contacts",
                "sale",
                "purchase",
                "stock",
                "account",
                "delivery",
                "website");
        fill(shop.name());
        demo = TestClient.as("demo", port);
    }

    /** What a customer of version 15.0 has of each kind. */
    private void fill(String database) throws SQLException {
        try (var rows = new SampleRows(superuser(database))) {
            var partner = Map.of(
                    "model",
                    "res.partner",
                    "model_id",
                    rows.number("select id from ir_model where model = 'res.partner'"));
            rows.add(
                    "ir_ui_view",
                    Map.of(
                            "name",
                            "Our view",
                            "model",
                            "res.partner",
                            "type",
                            "form",
                            "mode",
                            "primary",
                            "active",
                            true,
                            "arch_db",
                            "<form><field name=\"name\"/></form>"));
            rows.execute("alter table res_partner add column x_color varchar");
            rows.add(
                    "ir_model_fields",
                    with(
                            partner,
                            Map.of(
                                    "name",
                                    "x_color",
                                    "field_description",
                                    "Color",
                                    "ttype",
                                    "char",
                                    "state",
                                    "manual",
                                    "store",
                                    true)));
            rows.add(
                    "ir_ui_view",
                    Map.of(
                            "name",
                            "our.report",
                            "key",
                            "our.report",
                            "type",
                            "qweb",
                            "mode",
                            "primary",
                            "active",
                            true,
                            "arch_db",
                            "<t t-name=\"our.report\"><div/></t>"));
            rows.add(
                    "ir_act_report_xml",
                    Map.of(
                            "name",
                            "Our report",
                            "type",
                            "ir.actions.report",
                            "model",
                            "res.partner",
                            "report_type",
                            "qweb-pdf",
                            "report_name",
                            "our.report",
                            "binding_type",
                            "report"));
            rows.add(
                    "website_page",
                    Map.of(
                            "url",
                            "/ours",
                            "is_published",
                            true,
                            "view_id",
                            rows.add(
                                    "ir_ui_view",
                                    Map.of(
                                            "name",
                                            "Ours",
                                            "key",
                                            "website.ours",
                                            "type",
                                            "qweb",
                                            "mode",
                                            "primary",
                                            "active",
                                            true,
                                            "arch_db",
                                            "<t t-name=\"website.ours\"><div/></t>"))));
            rows.add("res_bank", Map.of("name", "Our bank", "active", true));
            rows.add("mail_template", with(partner, Map.of("name", "Our template", "subject", "Our subject")));
            rows.add(
                    "res_lang",
                    Map.of(
                            "name",
                            "German",
                            "code",
                            "de_DE",
                            "iso_code",
                            "de",
                            "url_code",
                            "de",
                            "active",
                            true,
                            "direction",
                            "ltr",
                            "week_start",
                            "1"));
            var product = rows.add(
                    "product_template",
                    Map.of(
                            "name",
                            "Chair",
                            "type",
                            "consu",
                            "detailed_type",
                            "consu",
                            "list_price",
                            10,
                            "active",
                            true,
                            "sale_line_warn",
                            "no-message",
                            "purchase_line_warn",
                            "no-message",
                            "tracking",
                            "none"));
            rows.add(
                    "ir_translation",
                    Map.of(
                            "type",
                            "model",
                            "name",
                            "product.template,name",
                            "lang",
                            "de_DE",
                            "res_id",
                            product,
                            "src",
                            "Chair",
                            "value",
                            "Stuhl",
                            "state",
                            "translated",
                            "module",
                            ""));
            rows.add(
                    "ir_filters",
                    Map.of(
                            "name",
                            "Our filter",
                            "model_id",
                            "res.partner",
                            "domain",
                            "[]",
                            "context",
                            "{}",
                            "sort",
                            "[]",
                            "active",
                            true));
            rows.add(
                    "ir_exports_line",
                    Map.of(
                            "name",
                            "email",
                            "export_id",
                            rows.add("ir_exports", Map.of("name", "Our export", "resource", "res.partner"))));
            rows.add("product_supplierinfo", Map.of("product_tmpl_id", product, "price", 7, "min_qty", 1, "delay", 2));
            rows.add(
                    "stock_rule",
                    Map.of(
                            "name",
                            "Our rule",
                            "action",
                            "pull",
                            "auto",
                            "manual",
                            "procure_method",
                            "make_to_stock",
                            "active",
                            true));
            rows.add(
                    "delivery_carrier",
                    Map.of(
                            "name",
                            "Our courier",
                            "delivery_type",
                            "fixed",
                            "active",
                            true,
                            "fixed_price",
                            5,
                            "invoice_policy",
                            "estimated",
                            "integration_level",
                            "rate"));
            var type = rows.add(
                    "account_account_type", Map.of("name", "Expenses", "type", "other", "internal_group", "expense"));
            rows.add(
                    "ir_model_data",
                    Map.of(
                            "module",
                            "account",
                            "name",
                            "data_account_type_expenses",
                            "model",
                            "account.account.type",
                            "res_id",
                            type));
            var account =
                    rows.add("account_account", Map.of("name", "Our account", "code", "400000", "user_type_id", type));
            var move = rows.add("account_move", Map.of("name", "MISC/1", "state", "posted", "move_type", "entry"));
            rows.add(
                    "account_move_line",
                    Map.of(
                            "move_id",
                            move,
                            "account_id",
                            account,
                            "balance",
                            12.5,
                            "debit",
                            12.5,
                            "parent_state",
                            "posted"));
            rows.add(
                    "account_tax",
                    Map.of(
                            "name",
                            "Our tax",
                            "amount",
                            21,
                            "amount_type",
                            "percent",
                            "type_tax_use",
                            "sale",
                            "active",
                            true));
            rows.add("res_partner_bank", Map.of("acc_number", "BE71 0961 2345 6769"));
            rows.execute(
                    "create table base_automation (id serial primary key, active boolean, write_date timestamp)",
                    "alter table base_automation owner to acme",
                    "insert into base_automation (active) values (true)");
            rows.add(
                    "ir_act_server",
                    Map.of(
                            "name",
                            "Our action",
                            "type",
                            "ir.actions.server",
                            "usage",
                            "ir_actions_server",
                            "state",
                            "code",
                            "code",
                            "pass",
                            "binding_type",
                            "action",
                            "model_id",
                            partner.get("model_id"),
                            "binding_model_id",
                            partner.get("model_id")));
        }
    }

    private static Map<String, Object> with(Map<String, ? extends Object> some, Map<String, ? extends Object> others) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }

    @Test
    @Order(1)
    @DisplayName("R78-R105: of a clean copy every check finds nothing, and items are of installed apps alone (R100)")
    void aCleanCopyIsGreen() {
        request = testUpgrade();
        number = demo.get("/api/requests/" + request).json().path("number").asText();

        var testing = testing();

        var red = new TreeMap<String, String>();
        var green = new TreeMap<String, String>();
        evidence(testing).forEach((name, found) -> (found.path("state").asText().equals("GREEN") ? green : red)
                .put(name, found.path("note").asText() + found.path("rows")));
        evidence(testing).values().stream()
                .filter(found -> found.path("state").asText().equals("NOT_CHECKED"))
                .map(found -> found.path("name").asText())
                .filter(name -> name.startsWith("integrity:"))
                .forEach(red::remove); // figures of what the sample has not
        red.keySet().removeAll(NOT_IN_THE_SAMPLE);
        Assertions.assertThat(red).as("what is found").containsOnlyKeys("findings:code");
        Assertions.assertThat(red.get("findings:code")).contains("Our action");
        Assertions.assertThat(green).containsKeys(checks());
        Assertions.assertThat(green).containsKey("integrity:taxes");
        Assertions.assertThat(testing.path("red").asLong()).isOne();
        Assertions.assertThat(testing.findValuesAsText("requirement"))
                .contains("R78", "R88", "R98")
                .doesNotContain("R99");
        Assertions.assertThat(openAreas()).contains("Test area: General", "Test area: Sales");
        Assertions.assertThat(TestClient.as("rival", port)
                        .get("/api/requests/%s/testing".formatted(request))
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Order(2)
    @DisplayName("R78-R105: a defect of each kind is found, with the query and the row that shows it")
    void aDefectIsRed() throws SQLException {
        try (var rows = new SampleRows(superuser(test().name()));
                var production = new SampleRows(superuser(shop.name()))) {
            for (List<String> defect : DEFECTS.values()) {
                rows.execute(defect.get(1));
            }
            production.execute(
                    "create table stock_route_product (product_id int, route_id int)",
                    "alter table stock_route_product owner to acme",
                    "insert into stock_route_product select id, 7 from product_template");
        }

        Assertions.assertThat(TestSession.of("demo", port)
                        .send("POST", "/upgrades/%s/testing/evidence".formatted(number), "request=" + request)
                        .status())
                .isEqualTo(302);

        var evidence = evidence(testing());
        try (var production = new SampleRows(superuser(shop.name()))) {
            production.execute("drop table stock_route_product");
        }
        DEFECTS.forEach((name, defect) -> {
            var found = Objects.requireNonNull(evidence.get(name), name);
            Assertions.assertThat(found.path("state").asText())
                    .as("%s: %s", name, found)
                    .isEqualTo("RED");
            Assertions.assertThat(found.path("rows").toString()).as(name).contains(defect.get(0));
            Assertions.assertThat(found.path("query").asText()).isNotBlank();
        });
    }

    @Test
    @Order(3)
    @DisplayName(
            "R24, R100, R106: answers with comments, own items, a task of Tasklist, the decision with name and time")
    void peopleTestAndDecide() throws IOException {
        try (var browser = TestBrowser.at(url(""))) {
            Files.createDirectories(Screenshots.FOLDER);
            var page = browser.login("demo", new Browser.NewContextOptions().setJavaScriptEnabled(false));
            page.navigate(url("/upgrades/" + number));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Test it"))
                    .click();
            assertThat(page.locator("#general .item.RED").first()).isVisible();
            answer(page, "every view that is active", "Problem", "");
            assertThat(page.locator("main")).containsText("Say in the comment what the problem is");
            page.goBack();
            answer(page, "every view that is active", "Problem", "Our view is gone");
            answer(page, "Can everybody log in", "Fine", "");
            add(page);
            page.locator("#products")
                    .getByRole(AriaRole.BUTTON, button("Fine"))
                    .first()
                    .click();
            Awaitility.await().until(() -> !openAreas().contains("Test area: Products"));
            seeInTasklist(browser, "Sales");
            inTasklist("Sales");
            page.reload();
            assertThat(page.locator("#sales .answer").first()).hasText("Fine");
            assertThat(page.locator("#sales .given").first()).containsText("Carl Colleague");
            for (var area : List.of("general", "inventory", "invoicing", "integrations")) {
                page.locator("#" + area + " .rest")
                        .getByRole(AriaRole.BUTTON, button("fine"))
                        .click();
            }
            for (var area : List.of("contacts", "purchase")) {
                page.locator("#" + area)
                        .getByRole(AriaRole.BUTTON, button("Not applicable"))
                        .first()
                        .click();
            }
            assertThat(page.locator("#decision .obstacle")).containsText("1 problem is reported");
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I am confident")))
                    .isDisabled();
            answer(page, "every view that is active", "Fine", "We do not need it any more");
            decide(page);
        }
        Assertions.assertThat(testing()
                        .path("checklist")
                        .path("decision")
                        .path("name")
                        .asText())
                .isEqualTo("Dora Demo");
        Awaitility.await()
                .untilAsserted(() -> Assertions.assertThat(openAreas()).isEmpty());
    }

    private void add(Page page) {
        var form = page.locator("#add");
        form.locator("select").selectOption("inventory");
        form.locator("input[name=text]").fill(OWN);
        form.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("#inventory")).containsText(OWN);
        shoot(page, "testing");
    }

    private void decide(Page page) {
        Awaitility.await()
                .untilAsserted(() -> Assertions.assertThat(openAreas()).containsExactly("Declare confidence"));
        Assertions.assertThat(TestSession.of("analyst", port)
                        .send(
                                "POST",
                                "/upgrades/%s/testing/decision".formatted(number),
                                "confident=true&request=" + request)
                        .status())
                .isEqualTo(403);
        page.locator("#decision input[name=comment]").fill("All flows tried");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I am confident"))
                .click();
        assertThat(page.locator("#decision")).containsText("Dora Demo is confident");
        shoot(page, "testing-decided");
        page.navigate(url("/upgrades/" + number));
        assertThat(page.locator(".testing")).containsText("Dora Demo is confident of this test");
        shoot(page, "case-tested");
    }

    /** Tasklist shows the task with its form, filled. */
    private void seeInTasklist(TestBrowser browser, String area) {
        var page = browser.login("colleague");
        page.navigate(url("/camunda/app/tasklist/default/#/?task=" + task(area)));
        assertThat(page.locator(".fjs-form"))
                .containsText(
                        "The open items are", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
        Assertions.assertThat(page.locator(".fjs-form textarea").first().inputValue())
                .contains("Sell a product");
        page.screenshot(new Page.ScreenshotOptions().setPath(Screenshots.FOLDER.resolve("tasklist-area.png")));
        page.close();
    }

    private String task(String area) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskName("Test area: " + area)
                .singleResult()
                .getId();
    }

    /** A colleague completes an area's task with its form. */
    private void inTasklist(String area) {
        var task = task(area);
        var colleague = TestSession.of("colleague", port);
        var variables = colleague
                .get("/camunda/api/engine/engine/default/task/%s/form-variables".formatted(task))
                .json();
        Assertions.assertThat(variables.path("areaItems").path("value").asText())
                .contains("Sell a product");
        Assertions.assertThat(variables.path("testingPage").path("value").asText())
                .contains("/testing?request=");
        var form = "engine/engine/default/task/%s/submit-form".formatted(task);
        Assertions.assertThat(colleague
                        .postToEngine(form, "{\"variables\": {\"areaAnswer\": {\"value\": \"PERHAPS\"}}}")
                        .status())
                .isEqualTo(400);
        Assertions.assertThat(colleague
                        .postToEngine(form, "{\"variables\": {\"areaAnswer\": {\"value\": \"FINE\"}}}")
                        .status())
                .isBetween(200, 204);
    }

    @Test
    @Order(4)
    @DisplayName("R100, R22: the next test has the own items and the answers before, and marks what has changed")
    void theNextTestKnowsTheLast() {
        request = testUpgrade();

        var items = items(testing());

        var own = Objects.requireNonNull(items.get(OWN));
        Assertions.assertThat(own.path("takenOver").asBoolean()).isTrue();
        Assertions.assertThat(own.path("given").path("answer").asText()).isEqualTo("FINE");
        var taxes = items.values().stream()
                .filter(item -> item.path("requirement").asText().equals("R98"))
                .findFirst()
                .orElseThrow();
        Assertions.assertThat(taxes.path("changed").asBoolean())
                .as("the copy is clean again")
                .isTrue();
        Assertions.assertThat(taxes.path("given").isNull()).isTrue();
        Assertions.assertThat(taxes.path("last").path("answer").asText()).isEqualTo("FINE");
        Assertions.assertThat(openAreas())
                .contains("Test area: Invoicing and Accounting")
                .doesNotContain("Test area: Sales");
    }

    private static String[] checks() {
        return DEFECTS.keySet().stream()
                .filter(name -> !NOT_IN_THE_SAMPLE.contains(name))
                .toArray(String[]::new);
    }

    @Test
    @Order(5)
    @DisplayName(
            "R78, R84: of an upload, which is nowhere any more, what the upgrade measured and found is the evidence")
    void anUploadHasTheFiguresOfItsUpgrade() {
        TestClient.publishCommunity(port, "16.0", "17.0");
        var upload = demo.upload(RealDatabases.dump("contacts-16.0"));
        var answer = demo.submit(upload, "17.0", "JUN-ENT-0001", Map.of("name", "testing-upload"));
        Assertions.assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        request = answer.json().path("requestId").asText();
        awaitChecklist(request);

        var evidence = evidence(testing());

        var users = Objects.requireNonNull(evidence.get("integrity:users"));
        Assertions.assertThat(users.path("state").asText()).as(users.toString()).isEqualTo("GREEN");
        Assertions.assertThat(users.path("note").asText()).contains("figures compared");
        var views = Objects.requireNonNull(evidence.get("views-disabled"));
        Assertions.assertThat(views.path("state").asText()).isEqualTo("NOT_CHECKED");
        Assertions.assertThat(views.path("note").asText()).contains("hosted");
        Assertions.assertThat(Objects.requireNonNull(evidence.get("findings:views"))
                        .path("state")
                        .asText())
                .isIn("GREEN", "RED");
        Assertions.assertThat(testing().findValuesAsText("requirement"))
                .contains("R92")
                .doesNotContain("R91", "R95");
    }

    private List<String> openAreas() {
        return tasks
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .processDefinitionKey("Testing")
                .list()
                .stream()
                .map(Task::getName)
                .toList();
    }

    private String testUpgrade() {
        var answer = demo.post(
                "/api/requests",
                Map.of(
                        "database",
                        Long.toString(shop.id()),
                        "targetVersion",
                        "16.0",
                        "email",
                        "t@juniper.example",
                        "purpose",
                        "TEST"));
        Assertions.assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        var id = answer.json().path("requestId").asText();
        awaitChecklist(id);
        return id;
    }

    private void awaitChecklist(String id) {
        var done = demo.awaitState(id, "DELIVERED", "FAILED", "REFUSED");
        Assertions.assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("DELIVERED");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> tasks.createTaskQuery()
                                .processVariableValueEquals("requestId", id)
                                .count()
                        > 0);
    }

    private HostedDatabase test() {
        return databases.testsOf(shop.id()).get(0);
    }

    private JsonNode testing() {
        return demo.get("/api/requests/%s/testing".formatted(request)).json();
    }

    private static Map<String, JsonNode> evidence(JsonNode testing) {
        Map<String, JsonNode> evidence = new TreeMap<>();
        items(testing).values().forEach(item -> item.path("evidence")
                .forEach(found -> evidence.put(found.path("name").asText(), found)));
        return evidence;
    }

    private static Map<String, JsonNode> items(JsonNode testing) {
        Map<String, JsonNode> items = new TreeMap<>();
        StreamSupport.stream(testing.path("checklist").path("areas").spliterator(), false)
                .flatMap(area -> StreamSupport.stream(area.path("items").spliterator(), false))
                .forEach(item -> items.put(item.path("text").asText(), item));
        return items;
    }

    private DatabaseAddress superuser(String database) {
        return new DatabaseAddress(server.url(database), "postgres", server.secret("postgres"));
    }

    private static void answer(Page page, String item, String answer, String comment) {
        var article = page.locator("article.item").filter(new Locator.FilterOptions().setHasText(item));
        article.locator("textarea").fill(comment);
        article.getByRole(AriaRole.BUTTON, button(answer)).click();
    }

    private static Locator.GetByRoleOptions button(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
