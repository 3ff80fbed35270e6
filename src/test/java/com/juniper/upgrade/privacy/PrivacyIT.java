package com.juniper.upgrade.privacy;

import static com.juniper.upgrade.Screenshots.shoot;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.audit.AuditFilter;
import com.juniper.upgrade.audit.AuditLog;
import com.juniper.upgrade.audit.AuditRow;
import com.juniper.upgrade.security.Caller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit log, encrypted results, export, erasure, and how long data is kept (R30, R31). */
@PlatformTest
class PrivacyIT {

    /** Is in everything that the company of {@link #customer()} has, and in nothing else. */
    private static final String WORD = "quaintwhistle";

    private static final String COMPANY = WORD + "-gears";
    private static final String LOGIN = "zoe." + WORD;
    private static final String NAME = "Zoe Quaintwhistle";

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AuditLog audit;

    @Autowired
    private Artifacts artifacts;

    @Autowired
    private RetentionSchedule retention;

    @Autowired
    private JuniperProperties properties;

    @Autowired
    private TransactionTemplate transaction;

    @TempDir
    private Path folder;

    private CaseFixture fixture;
    private TestClient demo;
    private TestClient operator;

    @BeforeEach
    void people() {
        fixture = new CaseFixture(platform);
        demo = TestClient.as("demo", port);
        operator = TestClient.as("operator", port);
    }

    private List<AuditRow> of(CaseFixture.Case made) {
        return audit.page(new AuditFilter(null, made.number(), null, null, null), 100);
    }

    private static List<String> told(List<AuditRow> rows) {
        return rows.stream()
                .map(row -> "%s %s %s".formatted(row.who(), row.act(), row.kind()))
                .toList();
    }

    @Test
    @DisplayName(
            "R31: the audit log tells who saw, downloaded, was refused and changed what, with the change or not at all")
    void tellsWhoDidWhat() {
        var made = fixture.deliveredTo("demo");
        var issue = fixture.issue(made);
        var file = "/api/requests/%s/artifacts/upgraded.zip".formatted(made.request());
        TestSession.of("demo", port).get("/upgrades/" + made.number());
        assertThat(demo.get(file).status()).isEqualTo(200);
        assertThat(TestClient.as("colleague", port).get(file).status()).isEqualTo(403);
        TestSession.of("analyst", port).get("/support/" + issue.number());
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update upgrade.request set state = 'CANCELLED' where id = ?")
                    .param(made.request())
                    .update();
            status.setRollbackOnly();
        });

        Awaitility.await().until(() -> of(made).size() == 7); // what is seen is written when it is sent
        var rows = of(made);
        assertThat(told(rows))
                .containsExactlyInAnyOrder(
                        "analyst SAW ISSUE",
                        "colleague REFUSED ARTIFACT",
                        "demo DOWNLOADED ARTIFACT",
                        "demo SAW CASE",
                        "The platform WROTE ISSUE",
                        "The platform REPORTED ISSUE",
                        "The platform REQUESTED REQUEST");
        assertThat(rows)
                .filteredOn(row -> row.act().equals("DOWNLOADED"))
                .singleElement()
                .returns("acme", AuditRow::company)
                .returns("127.0.0.1", AuditRow::address)
                .returns("PASSWORD", AuditRow::means)
                .returns(made.request() + "/upgraded.zip", AuditRow::object);

        var page = operator.get("/api/audit?size=3&upgrade=" + made.number()).json();
        var next = operator.get("/api/audit?size=100&upgrade=%s&after=%s"
                        .formatted(made.number(), page.path("next").asText()))
                .json();
        List<Long> ids = new ArrayList<>();
        for (JsonNode part : List.of(page, next)) {
            part.path("rows").forEach(row -> ids.add(row.path("id").asLong()));
        }
        assertThat(ids).isEqualTo(rows.stream().map(AuditRow::id).toList());
        assertThat(operator.get("/api/audit?after=yesterday").status()).isEqualTo(400);
        assertThat(operator.get("/api/audit?after=9999999999_1").status()).isEqualTo(400);
        assertThat(operator.get("/api/audit.csv?upgrade=" + made.number())
                        .body()
                        .lines())
                .hasSize(rows.size() + 1)
                .anyMatch(line -> line.contains(",colleague,acme,127.0.0.1,PASSWORD,REFUSED,ARTIFACT,"));
        assertThat(operator.get("/api/audit?day=2001-01-01").json().path("rows"))
                .isEmpty();
    }

    @Test
    @DisplayName("R31: the audit log tells of logins, failed ones too, and keeps no name that nobody has")
    void tellsOfLogins() {
        TestSession.of("maintainer", port);
        TestSession.nobody(port).login("maintainer", "wrong");
        TestSession.nobody(port).login("my-secret-password", "demo");
        var token = TestClient.nobody(port).post("/api/request-tokens", Map.of());
        assertThat(token.status()).isEqualTo(201);

        var logins = audit.page(new AuditFilter(null, null, "PERSON", null, null), 20);
        assertThat(logins)
                .anyMatch(row -> row.act().equals("LOGGED_IN") && "maintainer".equals(row.login()))
                .anyMatch(row -> row.act().equals("LOGIN_FAILED")
                        && "maintainer".equals(row.name())
                        && "NOBODY".equals(row.means()))
                .anyMatch(row -> row.act().equals("LOGIN_FAILED") && "0".equals(row.object()));
        assertThat(audit.page(new AuditFilter("maintainer", null, null, null, null), 20))
                .isNotEmpty()
                .allMatch(row -> "maintainer".equals(row.login()));
        assertThat(audit.page(new AuditFilter(null, null, "REQUEST_TOKEN", null, null), 1))
                .hasSize(1);
        assertThat(search("my-secret-password")).noneMatch(table -> table.startsWith("upgrade.audit"));
    }

    @Test
    @DisplayName(
            "R31: rows of the audit log are not changed or deleted, and where somebody gets around that it is found")
    void theChainHolds() {
        fixture.deliveredTo("demo");
        audit.seal();
        assertThat(audit.verify().broken()).isNull();
        for (var statement : List.of(
                "update upgrade.audit set act = 'NOTHING'",
                "delete from upgrade.audit",
                "truncate upgrade.audit",
                "update upgrade.audit_chain set position = 0",
                "delete from upgrade.audit_chain")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class);
        }

        for (var statement : List.of(
                "update upgrade.audit set detail = 'OTHER' where position = :place",
                "delete from upgrade.audit where position = :place",
                "delete from upgrade.audit where position = (select max(position) from upgrade.audit)")) {
            transaction.executeWithoutResult(status -> {
                var place = jdbc.sql("select max(position) - 1 from upgrade.audit")
                        .query(Long.class)
                        .single();
                jdbc.sql("alter table upgrade.audit disable trigger user").update();
                var forged = jdbc.sql(statement);
                (statement.contains(":place") ? forged.param("place", place) : forged).update();
                assertThat(audit.verify().broken()).as(statement).isBetween(place, place + 1);
                status.setRollbackOnly();
            });
        }
        assertThat(operator.get("/api/audit/verification").json().path("broken").isNull())
                .isTrue();
    }

    @Test
    @DisplayName("R31: results are encrypted on the disk, read whole or in part, and unreadable without their key")
    void resultsAreEncrypted() throws IOException {
        var made = fixture.deliveredTo("demo");
        var content = "0123456789".repeat(300_000);
        Files.writeString(artifacts.folder(made.request()).resolve("upgraded.zip"), content);
        artifacts.add(made.request(), "upgraded.zip", "DATABASE");
        var file = artifacts.find(made.request(), "upgraded.zip").orElseThrow();
        var path = "/api/requests/%s/artifacts/upgraded.zip".formatted(made.request());

        var kept = artifacts.folder(made.request()).resolve("upgraded.zip");

        assertThat(Files.readString(kept, ISO_8859_1)).doesNotContain("0123456789");
        assertThat(file.bytes()).isEqualTo(content.length());
        assertThat(demo.get(path).body()).isEqualTo(content);
        var part = demo.get(path, "Range", "bytes=2500003-2500012");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("3456789012");

        jdbc.sql("delete from upgrade.request_key where request_id = ?")
                .param(made.request())
                .update();
        assertThat(demo.get(path).status()).isEqualTo(404);

        Files.writeString(kept, "plain, as it was kept before");
        jdbc.sql("update upgrade.artifact set encrypted = false where request_id = ?")
                .param(made.request())
                .update();
        assertThat(demo.get(path).body()).isEqualTo("plain, as it was kept before");
    }

    @Test
    @DisplayName("R31, decision 7: what is over is deleted, what is younger stays, and the audit log proves it")
    void whatIsOverGoes() {
        var old = fixture.deliveredTo("demo");
        long expired = fixture.checklist(old);
        long young = fixture.checklist(fixture.deliveredTo("demo"));
        jdbc.sql("update upgrade.checklist set created = now() - interval '91 days' where request_id = ?")
                .param(old.request())
                .update();
        for (long item : List.of(expired, young)) {
            jdbc.sql(
                            "insert into upgrade.small_file (item_id, name, type, content) values (?, 'a.png', 'image/png', 'picture')")
                    .param(item)
                    .update();
        }
        jdbc.sql("update upgrade.request set ended = now() - interval '366 days' where id = ?")
                .param(old.request())
                .update();
        for (var created : List.of("now() - interval '181 days'", "now()")) {
            jdbc.sql(
                            "insert into upgrade.mail (recipient, subject, body, created) values ('a@b.example', 'Of retention', '', %s)"
                                    .formatted(created))
                    .update();
        }

        retention.purge();

        assertThat(jdbc.sql("select item_id from upgrade.small_file where item_id in (?, ?)")
                        .params(expired, young)
                        .query(Long.class)
                        .list())
                .containsExactly(young);
        assertThat(count("select count(*) from upgrade.request_log where request_id = '%s'".formatted(old.request())))
                .isZero();
        assertThat(count("select count(*) from upgrade.mail where subject = 'Of retention'"))
                .isEqualTo(1);
        assertThat(audit.page(new AuditFilter(null, null, "RETENTION", null, null), 20))
                .extracting(AuditRow::object)
                .contains("EVIDENCE", "MAILS", "REQUEST_LOGS");
        assertThat(audit.page(new AuditFilter(null, null, "RETENTION", null, null), 20))
                .allMatch(row -> row.act().equals("PURGED") && !"0".equals(row.detail()));
        assertThat(operator.get("/api/retention").json()).hasSizeGreaterThan(8);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** A company with everything: people, a case, files, mails, an issue, a project, history of processes. */
    private CaseFixture.Case customer() throws IOException {
        jdbc.sql("insert into upgrade.company values (?, 'Quaintwhistle Gears Ltd')")
                .param(COMPANY)
                .update();
        jdbc.sql("insert into upgrade.contract values ('JUN-ENT-0777', ?, 'ENTERPRISE', true, true)")
                .param(COMPANY)
                .update();
        jdbc.sql("insert into upgrade.person values (?, 'Zoe', 'Quaintwhistle', 'zoe@quaintwhistle.example', ?, ?)")
                .params(LOGIN, COMPANY, platform.getBean(PasswordEncoder.class).encode(LOGIN))
                .update();
        jdbc.sql("insert into upgrade.membership values (?, 'CUSTOMER')")
                .param(LOGIN)
                .update();
        jdbc.sql("insert into upgrade.api_token (hash, login, name) values ('quaint-hash', ?, 'quaintwhistle laptop')")
                .param(LOGIN)
                .update();
        var dump = Files.writeString(
                folder.resolve("quaintwhistle.sql"),
                "--\n-- PostgreSQL database dump\n--\n\ncreate table quaintwhistle (id int);\n" + " ".repeat(600)
                        + "\n\n--\n-- PostgreSQL database dump complete\n--\n\n");
        var upload = TestClient.as(LOGIN, port).upload(dump);

        var made = fixture.make(LOGIN, "DELIVERED");
        jdbc.sql(
                        "update upgrade.upgrade set company = ?, database_name = 'quaintwhistle', database_key = 'quaintwhistle-gears/a' where number = ?")
                .params(COMPANY, made.number())
                .update();
        jdbc.sql("""
                        update upgrade.request set upload_id = ?, email = 'zoe@quaintwhistle.example', file_name = 'quaintwhistle.sql',
                          contract = 'JUN-ENT-0777', custom_modules = '{quaintwhistle_sale}', modules = '{sale,quaintwhistle_sale}',
                          external_reference = 'QUAINTWHISTLE-1' where id = ?""").params(upload, made.request()).update();
        jdbc.sql("insert into upgrade.request_log (request_id, line) values (?, 'the table quaintwhistle')")
                .param(made.request())
                .update();
        jdbc.sql("insert into upgrade.request_reason values (?, 'a', 'The module quaintwhistle_sale is custom')")
                .param(made.request())
                .update();
        jdbc.sql("insert into upgrade.request_result values (?, '{\"of\": \"quaintwhistle\"}')")
                .param(made.request())
                .update();
        jdbc.sql(
                        "insert into upgrade.case_event (number, kind, sentence, who) values (?, 'A', 'Zoe Quaintwhistle asked', ?)")
                .params(made.number(), NAME)
                .update();
        // a file that was never encrypted, as there were before
        Files.writeString(artifacts.folder(made.request()).resolve("old.log"), "quaintwhistle");
        long item = fixture.checklist(made);
        jdbc.sql(
                        "update upgrade.checklist_item set answer = 'FINE', comment = 'as Quaintwhistle has it', answered_by = ?, answered_name = ?, answered = now() where id = ?")
                .params(LOGIN, NAME, item)
                .update();
        jdbc.sql(
                        "insert into upgrade.small_file (item_id, name, type, content) values (?, 'quaintwhistle.png', 'image/png', 'quaintwhistle')")
                .param(item)
                .update();
        var issue = fixture.issue(made);
        jdbc.sql(
                        "update upgrade.issue set title = 'Gears of Quaintwhistle', reporter = ?, reporter_name = ?, email = 'zoe@quaintwhistle.example' where number = ?")
                .params(LOGIN, NAME, issue.number())
                .update();
        jdbc.sql(
                        "update upgrade.issue_message set author = ?, author_name = ?, body = 'Look, quaintwhistle' where issue = ?")
                .params(LOGIN, NAME, issue.number())
                .update();
        jdbc.sql(
                        "insert into upgrade.mail (recipient, login, subject, body, thread, sent) values ('zoe@quaintwhistle.example', ?, 'Quaintwhistle', 'Zoe', ?, now())")
                .params(LOGIN, made.number())
                .update();
        jdbc.sql(
                        "insert into upgrade.mail (recipient, login, subject, body, sent) values ('ann@juniper.example', 'analyst', 'Tasks', 'Of quaintwhistle', now())")
                .update();
        jdbc.sql("insert into upgrade.unsubscribed values ('zoe@quaintwhistle.example', 'REMINDERS')")
                .update();
        jdbc.sql(
                        "insert into upgrade.go_live_plan (id, number, state, on_premise, cluster, zone, customer, proposed_name, reason, ended) values (?, ?, 'CANCELLED', true, 'local', 'Europe/Brussels', ?, ?, 'Quaintwhistle is closed', now())")
                .params(UUID.randomUUID(), made.number(), LOGIN, NAME)
                .update();
        project(made);
        process(made);
        return made;
    }

    private void project(CaseFixture.Case made) throws IOException {
        long database = fixture.hosted();
        jdbc.sql(
                        "update upgrade.hosted_database set company = ?, name = 'quaintwhistle', module_names = '{quaintwhistle_sale}' where id = ?")
                .params(COMPANY, database)
                .update();
        jdbc.sql("insert into upgrade.backup (database_id, ended, bytes) values (?, now(), 1)")
                .param(database)
                .update();
        var project = jdbc.sql(
                        "insert into upgrade.project (name, company, database_id, created_by, remote) values ('quaintwhistle', ?, ?, ?, 'https://git.quaintwhistle.example') returning id")
                .params(COMPANY, database, LOGIN)
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into upgrade.project_branch (project, name, commit_id, pushed_by) values (?, 'quaintwhistle', 'abc', ?)")
                .params(project, LOGIN)
                .update();
        var branch = jdbc.sql(
                        "insert into upgrade.branch_upgrade (project, branch, purpose, target_version, email, state, asked_by, request_id, ended) values (?, 'quaintwhistle', 'TEST', '17.0', 'zoe@quaintwhistle.example', 'LEFT', ?, ?, now()) returning id")
                .params(project, LOGIN, made.request())
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into upgrade.build (project, number, upgrade, branch, commit_id, pushed_by, state, failure, ended) values (?, 1, ?, 'quaintwhistle', 'abc', ?, 'FAILED', 'quaintwhistle_sale', now())")
                .params(project, branch, LOGIN)
                .update();
        Files.writeString(
                Files.createDirectories(properties.home().resolve("projects/quaintwhistle.git"))
                        .resolve("config"),
                "quaintwhistle");
        Files.writeString(
                Files.createDirectories(properties.home().resolve("builds/quaintwhistle/1/logs"))
                        .resolve("upgrade.log"),
                "quaintwhistle");
    }

    private void process(CaseFixture.Case made) {
        var processes = platform.getBean(RuntimeService.class);
        var started = processes
                .createProcessInstanceByKey("TestUpgrade")
                .businessKey(made.number())
                .setVariables(Map.of(
                        "requestId",
                        made.request().toString(),
                        "targetVersion",
                        "17.0",
                        "moduleNames",
                        "quaintwhistle_sale"))
                .startBeforeActivity("Task_DeclareCustomModulesPorted")
                .execute();
        processes.setVariable(started.getId(), "who", Map.of("name", NAME));
        assertThat(refusals()).anyMatch(sentence -> sentence.contains("The case " + made.number() + " is open"));
        processes.deleteProcessInstance(started.getId(), "Zoe Quaintwhistle took it back");
    }

    private List<String> refusals() {
        var answer = operator.post(
                "/api/privacy/erasures", Map.of("company", COMPANY, "reason", "ASKED", "confirmation", COMPANY));
        assertThat(answer.status()).isEqualTo(422);
        return StreamSupport.stream(answer.json().path("reasons").spliterator(), false)
                .map(reason -> reason.path("message").asText())
                .toList();
    }

    private Map<String, String> exported(DataSubject subject, String login) throws IOException {
        var zip = new ByteArrayOutputStream();
        platform.getBean(DataExport.class)
                .write(
                        subject,
                        PrivacyReason.ASKED,
                        new Caller(
                                login,
                                platform.getBean(People.class).find(login).orElseThrow()),
                        zip);
        Map<String, String> files = new LinkedHashMap<>();
        try (var entries = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.put(entry.getName(), new String(entries.readAllBytes(), UTF_8));
            }
        }
        return files;
    }

    @Test
    @DisplayName(
            "R31: a customer's data is exported whole, erased for good, and nothing of it is found anywhere; figures stay")
    void exportAndErasure() throws IOException {
        var made = customer();
        anothersMail();
        TestSession.of(LOGIN, port).get("/");
        long requests = count("select count(*) from upgrade.request");

        var files = exported(new DataSubject(COMPANY, null), LOGIN);
        assertThat(files.get("people.json")).contains(LOGIN, "Quaintwhistle").doesNotContain("password");
        for (var name : List.of(
                "cases",
                "case-events",
                "requests",
                "request-logs",
                "request-results",
                "uploads",
                "artifacts",
                "checklist-items",
                "issues",
                "issue-messages",
                "files",
                "mails",
                "unsubscriptions",
                "go-live-plans",
                "databases",
                "projects",
                "branches",
                "branch-upgrades",
                "builds",
                "backups",
                "contracts",
                "tokens",
                "process-variables")) {
            assertThat(files.get(name + ".json")).as(name).isNotEmpty();
        }
        assertThat(files.get("mails.json")).doesNotContain("production is ready");
        assertThat(files.get("audit.json")).contains(LOGIN, "\"act\":\"LOGGED_IN\"");
        assertThat(files.get("README.txt")).contains(COMPANY);
        assertThat(files).anySatisfy((name, content) -> {
            assertThat(name).startsWith("files/");
            assertThat(content).isEqualTo(WORD);
        });
        assertThat(TestClient.as("demo", port)
                        .post("/api/privacy/exports", Map.of("company", COMPANY, "reason", "ASKED"))
                        .status())
                .isEqualTo(403);

        assertThat(refusals())
                .anyMatch(sentence -> sentence.contains("The database quaintwhistle is still there"))
                .anyMatch(sentence -> sentence.matches("The issue ISS-\\d+ is open.*"));
        jdbc.sql("update upgrade.hosted_database set gone = now() where company = ?")
                .param(COMPANY)
                .update();
        jdbc.sql("update upgrade.issue set ended = now(), state = 'RESOLVED' where upgrade = ?")
                .param(made.number())
                .update();
        assertThat(operator.post(
                                "/api/privacy/erasures",
                                Map.of("company", COMPANY, "reason", "ASKED", "confirmation", "quaint"))
                        .json()
                        .at("/reasons/0/code")
                        .asText())
                .isEqualTo("confirmation");
        assertThat(search(WORD)).isNotEmpty();
        assertThat(searchFiles(WORD)).isNotEmpty();

        var proof = operator.post(
                        "/api/privacy/erasures", Map.of("company", COMPANY, "reason", "ASKED", "confirmation", COMPANY))
                .json();

        assertThat(search(WORD)).isEmpty();
        assertThat(searchFiles(WORD)).isEmpty();
        assertThat(count("select count(*) from upgrade.mail where subject = 'Your production is ready'"))
                .as("another company's mail, whatever this one calls its databases and writes into its requests")
                .isEqualTo(1);
        assertThat(count("select count(*) from upgrade.request")).isEqualTo(requests);
        assertThat(proof.path("ended").isNull()).isFalse();
        assertThat(proof.at("/counts/uploads").asInt()).isEqualTo(1);
        assertThat(proof.at("/counts/people").asInt()).isEqualTo(1);
        assertThat(audit.page(new AuditFilter("operator", null, "PRIVACY", null, null), 1))
                .singleElement()
                .returns("ERASED", AuditRow::act)
                .returns(proof.path("hash").asText(), AuditRow::detail)
                .returns(proof.path("id").asText(), AuditRow::object);
        assertThat(audit.page(AuditFilter.ALL, 100)).anyMatch(row -> row.who().startsWith("Erased person"));
        audit.seal();
        assertThat(audit.verify().broken()).isNull();
        assertThat(TestClient.as(LOGIN, port).get("/api/requests").status()).isEqualTo(401);
        assertThat(operator.get("/upgrades/" + made.number()).status()).isLessThan(500);
    }

    /** Somebody else's mail, which a customer tries to get by the address and the name that he gives with a request. */
    private void anothersMail() {
        var made = fixture.make(LOGIN, "DELIVERED");
        jdbc.sql("update upgrade.upgrade set company = ?, database_name = 'production' where number = ?")
                .params(COMPANY, made.number())
                .update();
        jdbc.sql("update upgrade.request set email = 'rita@rivalry.example' where id = ?")
                .param(made.request())
                .update();
        jdbc.sql(
                        "insert into upgrade.mail (recipient, login, subject, body, sent) values ('rita@rivalry.example', 'rival', 'Your production is ready', '', now())")
                .update();
    }

    @Test
    @DisplayName("R31: one person's data is erased, and the company's stays under a pseudonym")
    void onePerson() throws IOException {
        jdbc.sql(
                        "insert into upgrade.person values ('pia.plumbob', 'Pia', 'Plumbob', 'pia@plumbob.example', 'acme', 'none')")
                .update();
        var made = fixture.deliveredTo("pia.plumbob");
        fixture.checklist(made);
        jdbc.sql(
                        "insert into upgrade.case_event (number, kind, sentence, who) values (?, 'A', 'Pia Plumbob asked for it', 'Pia Plumbob')")
                .param(made.number())
                .update();
        assertThat(exported(new DataSubject(null, "pia.plumbob"), "operator").get("cases.json"))
                .contains(made.number());
        loginFailed("192.0.2.1", "pia.plumbob", "");
        loginFailed("192.0.2.2", "pia.plumbob", "demo");

        var erased = operator.post(
                "/api/privacy/erasures",
                Map.of("person", "pia.plumbob", "reason", "ASKED", "confirmation", "pia.plumbob"));

        assertThat(erased.status()).as(erased.body()).isEqualTo(201);
        assertThat(search("plumbob")).isEmpty();
        assertThat(search("192.0.2.1")).as("whence her login failed").isEmpty();
        assertThat(search("192.0.2.2")).as("whence another's did, too").containsExactly("upgrade.audit_origin");
        var pseudonym = erased.json().path("pseudonym").asText();
        assertThat(jdbc.sql("select company || ' ' || owner from upgrade.upgrade where number = ?")
                        .param(made.number())
                        .query(String.class)
                        .single())
                .isEqualTo("acme " + pseudonym);
        assertThat(operator.post(
                                "/api/privacy/erasures",
                                Map.of("person", "analyst", "reason", "ASKED", "confirmation", "analyst"))
                        .body())
                .contains("works for the platform");
    }

    private void loginFailed(String address, String... names) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select set_config('juniper.actor', ?, true)")
                    .param("NOBODY|%s|".formatted(address))
                    .query(String.class)
                    .single();
            for (String name : names) {
                jdbc.sql("select upgrade.audit_act('LOGIN_FAILED', 'PERSON', upgrade.audit_person(?)::text)::text")
                        .param(name)
                        .query(String.class)
                        .list();
            }
        });
    }

    /** The tables in which a word stands, in whatever column and case. */
    private List<String> search(String word) {
        List<String> found = new ArrayList<>();
        for (var table : jdbc.sql("""
                        select format('%I.%I', table_schema, table_name) from information_schema.tables
                        where table_schema in ('upgrade', 'camunda') and table_type = 'BASE TABLE'""").query(String.class).list()) {
            var bytes = jdbc.sql("""
                            select format(' or position(:bytes in %I) > 0', column_name) from information_schema.columns
                            where format('%I.%I', table_schema, table_name) = ? and data_type = 'bytea'""").param(table).query(String.class).list();
            if (jdbc.sql("select count(*) from %s t where lower(t::text) like :like%s"
                                    .formatted(table, String.join("", bytes)))
                            .param("like", "%" + word + "%")
                            .param("bytes", word.getBytes(UTF_8))
                            .query(Long.class)
                            .single()
                    > 0) {
                found.add(table);
            }
        }
        return found;
    }

    /** The files of the platform's home in or of which a word stands; PostgreSQL's own are searched by {@link #search}. */
    private List<Path> searchFiles(String word) throws IOException {
        List<Path> found = new ArrayList<>();
        try (var files = Files.walk(properties.home())) {
            for (Path file : files.filter(
                            file -> !file.startsWith(properties.home().resolve("postgres")))
                    .toList()) {
                boolean inside = Files.isRegularFile(file)
                        && Files.readString(file, ISO_8859_1)
                                .toLowerCase(Locale.ROOT)
                                .contains(word);
                if (inside || file.toString().contains(word)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    @Test
    @DisplayName("R30, R31: the pages say what is kept and how long, give a customer the export, and operators the log")
    void pages() {
        var made = fixture.deliveredTo("demo");
        demo.get("/api/requests/%s/report".formatted(made.request()));
        audit.seal();
        try (var browser = TestBrowser.at("http://localhost:" + port);
                var page = browser.login("demo")) {
            page.navigate("http://localhost:" + port + "/privacy");
            assertThat(page.locator("main").innerText()).contains("90 days", "encrypted on the disk");
            shoot(page, "privacy");
            page.locator("main a[href='/gdpr']").first().click();
            shoot(page, "gdpr");
            var download = page.waitForDownload(
                    () -> page.getByText("Export the data of").click());
            assertThat(download.suggestedFilename()).isEqualTo("export.zip");
        }
        try (var browser = TestBrowser.at("http://localhost:" + port);
                var page = browser.login("operator")) {
            page.locator("nav .menu summary").click();
            page.locator("nav a[href='/admin/audit']").click();
            page.locator("input[name=upgrade]").fill(made.number());
            page.getByText("Show", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator("tbody").innerText()).contains("Downloaded", "report.json", "demo", "acme");
            shoot(page, "audit");
            page.getByText("Verify the chain").click();
            assertThat(page.locator("[role=status]").innerText()).contains("The chain is whole");
            page.getByText("Export and erasure").click();
            page.locator("select[name=company]").selectOption("acme");
            page.locator("main summary").click();
            page.getByText("Erase for good").click();
            assertThat(page.locator("[role=alert]").innerText()).contains("Type 'acme' to confirm");
            shoot(page, "privacy-admin");
        }
    }
}
