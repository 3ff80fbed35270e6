package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import com.juniper.upgrade.sample.SampleErp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The platform and its PostgreSQL are killed while a request is under way; nobody does anything but start it again. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledPlatformIT {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");
    private static final String DATE = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?";

    @TempDir
    private static Path folder;

    private static ChildPlatform platform;

    @BeforeAll
    static void start() throws IOException, SQLException {
        platform = new ChildPlatform(
                Path.of("target", "test-killed-" + ProcessHandle.current().pid()));
        platform.start();
        var catalogs = SampleErp.publish(folder, FROM, TO);
        for (var version : catalogs.files().entrySet()) {
            var file = platform.home().resolve("releases/sample/%s/1.zip".formatted(version.getKey()));
            Files.createDirectories(file.getParent());
            Files.copy(version.getValue(), file);
            execute("insert into upgrade.release values ('sample', '%s', 1, now(), 'operator', 0, 0, 0, 0)"
                    .formatted(version.getKey()));
        }
        execute("""
                insert into upgrade.company values ('acme', 'Acme');
                insert into upgrade.person values ('ada', 'Ada', 'Customer', 'ada@acme.invalid', 'acme', '{noop}ada');
                insert into upgrade.membership values ('ada', 'CUSTOMER');
                insert into upgrade.contract values ('JUN-ENT-0001', 'acme', 'ENTERPRISE', true, true)""");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        platform.stop();
    }

    @Test
    @Order(1)
    void saysThatItIsStuckAndGoesOnWhenAnOperatorLetsIt() throws IOException, SQLException, InterruptedException {
        var ada = TestClient.as("ada", platform.port());
        execute("alter role juniper nocreatedb");
        var request = submitted(ada, ada.upload(dump()), Map.of("email", "stuck@juniper.example"));
        Awaitility.await("the last attempt").atMost(Duration.ofMinutes(2)).until(() -> ada.get(
                        "/api/requests/" + request)
                .json()
                .path("next")
                .asText()
                .contains("A technical fault stopped the upgrade"));
        assertThat(mailsTo("stuck@juniper.example")).singleElement().asString().contains("waits for our operators");

        execute("alter role juniper createdb");
        var job = strings("select configuration_ from camunda.act_ru_incident").get(0);
        var raised = TestClient.as("operator", platform.port())
                .send(
                        "PUT",
                        "/engine-rest/job/%s/retries".formatted(job),
                        "{\"retries\": 1}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");

        assertThat(raised.status()).as(raised.body()).isEqualTo(204);
        assertThat(ada.awaitState(request, "DELIVERED", "FAILED").path("state").asText())
                .isEqualTo("DELIVERED");
        assertThat(mailsTo("stuck@juniper.example")).hasSize(2);
        assertThat(strings("select number from upgrade.request where stuck")).isEmpty();
    }

    private static List<String> mailsTo(String recipient) throws IOException, SQLException {
        return strings("select subject from upgrade.mail where recipient = '%s' order by id".formatted(recipient));
    }

    @Test
    @Order(2)
    @DisplayName("R65: a request survives five deaths of the platform and two of PostgreSQL, and is delivered once")
    void deliversWhatAnUndisturbedRunDelivers() throws IOException, SQLException, InterruptedException {
        var ada = TestClient.as("ada", platform.port());
        var upload = ada.upload(dump());
        var undisturbed = submitted(ada, upload, Map.of());
        ada.awaitState(undisturbed, "DELIVERED", "FAILED", "REFUSED");

        assertThat(strings(
                        "select line from upgrade.request_log where request_id = '%s' group by line having count(*) > 1"
                                .formatted(undisturbed)))
                .as("steps that ran twice, though nobody died")
                .isEmpty();
        var disturbed = submitted(ada, upload, Map.of());
        killAt(disturbed, "restore");
        reached(disturbed, "insert-records");
        platform.killPostgres();
        reached(disturbed, "restore-structure");
        platform.killPostgres();
        platform.kill();
        platform.start();
        killAt(disturbed, "neutralize");
        killAt(disturbed, "pack");
        var end = ada.awaitState(disturbed, "DELIVERED", "FAILED", "REFUSED");

        assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("DELIVERED");
        assertThat(content(ada, disturbed)).containsExactlyInAnyOrderElementsOf(content(ada, undisturbed));
        assertThat(report(ada, disturbed)).isEqualTo(report(ada, undisturbed));
        assertThat(mailsTo("test@juniper.example")).as("one for each request").hasSize(2);
        assertNothingIsLeft(disturbed);
    }

    private static void assertNothingIsLeft(String request) throws IOException, SQLException, InterruptedException {
        assertThat(strings("select datname from pg_database where datname like 'req%'"))
                .isEmpty();
        assertThat(strings("select rolname from pg_roles where rolname like 'req%'"))
                .isEmpty();
        assertThat(strings("select name from upgrade.workshop_database")).isEmpty();
        assertThat(strings("select request_id::text from upgrade.slot")).isEmpty();
        assertThat(strings("select id_ from camunda.act_ru_incident")).isEmpty();
        try (Stream<Path> files = Files.list(platform.home().resolve("tmp"))) {
            assertThat(files).isEmpty();
        }
        try (Stream<Path> files =
                Files.list(platform.home().resolve("artifacts").resolve(request))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "findings.csv", "report.html", "report.json", "upgraded.dump.tar", "upgraded.zip");
        }
        platform.stop();
        assertThat(platform.home().resolve("postgres/data/postmaster.pid"))
                .as("PostgreSQL has ended with the platform")
                .doesNotExist();
    }

    private static String submitted(TestClient ada, String upload, Map<String, String> more) {
        var answer = ada.submit(upload, TO.toString(), "JUN-ENT-0001", more);
        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        return answer.json().path("requestId").asText();
    }

    private static void killAt(String request, String step) throws IOException, InterruptedException {
        reached(request, step);
        platform.kill();
        platform.start();
    }

    private static void reached(String request, String step) {
        Awaitility.await(step)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> !strings("select name from upgrade.request_step where request_id = '%s' and name = '%s'"
                                .formatted(request, step))
                        .isEmpty());
    }

    /** A customer's dump, with no date that could be one of the run. */
    private static Path dump() throws IOException, SQLException, InterruptedException {
        var database = TestPostgres.createDatabase("killed");
        ErpBuilder.build(database, FROM, Set.of("contacts", "payment"));
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into res_partner (name, email, active, type, is_company, lang, create_date, write_date)
                    select 'Customer ' || i, 'c' || i || '@customers.invalid', true, 'contact', false, 'en_US', '2020-01-01', '2020-01-01'
                    from generate_series(1, 200) i""");
        }
        var file = folder.resolve("killed.dump");
        var process = new ProcessBuilder(
                        TestPostgres.programs().program("pg_dump").toString(),
                        "--format=custom",
                        "--no-owner",
                        "--file=" + file,
                        database.url().substring("jdbc:".length()))
                .inheritIO();
        process.environment().put("PGUSER", database.user());
        process.environment().put("PGPASSWORD", database.password());
        assertThat(process.start().waitFor()).isZero();
        return file;
    }

    /** The delivered database's lines, sorted, without comments; its times and what is random in it may differ. */
    private static List<String> content(TestClient client, String request) throws IOException {
        var zip = client.download("/api/requests/%s/artifacts/upgraded.zip".formatted(request));
        List<String> lines = new ArrayList<>();
        try (var entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                var content = new String(entries.readAllBytes(), StandardCharsets.UTF_8);
                if (content.startsWith("<!DOCTYPE html>")) { // the report, with its times and so its name
                    lines.add("filestore/report.html");
                    continue;
                }
                content.lines()
                        .filter(line -> !line.matches("\\\\(un)?restrict .*|-- .*"))
                        .map(line -> withoutTimes(line.replace(request, "the request")))
                        .forEach(lines::add);
                lines.add(entry.getName());
            }
        }
        assertThat(lines)
                .hasSizeGreaterThan(1000)
                .filteredOn(line -> line.contains("<report_the request@"))
                .hasSize(1);
        return lines.stream().sorted().toList();
    }

    /** What the report tells that is no duration. */
    private static List<String> report(TestClient client, String request) {
        var report = client.get("/api/requests/%s/report".formatted(request)).json();
        var parts = Stream.of("findings", "neutralization", "filesWritten")
                .map(part -> report.path(part).toString())
                .toList();
        assertThat(parts).doesNotContain("");
        return parts;
    }

    private static String withoutTimes(String line) {
        return line.replaceAll(DATE, "a time")
                .replaceAll("(database\\.(?:uuid|secret)\t|\tJuniper Upgrade\t.*\t)[0-9a-f-]{36}", "$1its own")
                .replaceAll("^.*\treport\\.html\t.*$", "the report");
    }

    private static void execute(String sql) throws IOException, SQLException {
        try (var connection = platform.database().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(String sql) throws IOException, SQLException {
        try (var connection = platform.database().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
