package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
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
        platform.furnish(folder, FROM, TO);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        platform.stop();
    }

    @Test
    @Order(1)
    void saysThatItIsStuckAndGoesOnWhenAnOperatorLetsIt() throws IOException, SQLException, InterruptedException {
        var ada = TestClient.as("ada", platform.port());
        platform.execute("alter role juniper nocreatedb");
        var request = submitted(ada, ada.upload(dump()), Map.of("email", "stuck@juniper.example"));
        Awaitility.await("the last attempt").atMost(Duration.ofMinutes(2)).until(() -> ada.get(
                        "/api/requests/" + request)
                .json()
                .path("next")
                .asText()
                .contains("A technical fault stopped the upgrade"));
        Awaitility.await("the mail, which is another transaction's")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !platform.mailsTo("stuck@juniper.example").isEmpty());
        assertThat(platform.mailsTo("stuck@juniper.example"))
                .singleElement()
                .asString()
                .contains("waits for our operators");

        platform.execute("alter role juniper createdb");
        var job = platform.strings("select configuration_ from camunda.act_ru_incident")
                .get(0);
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
        assertThat(platform.mailsTo("stuck@juniper.example")).hasSize(2);
        assertThat(platform.strings("select number from upgrade.request where stuck"))
                .isEmpty();
    }

    @Test
    @Order(2)
    @DisplayName("R65: a request survives five deaths of the platform and two of PostgreSQL, and is delivered once")
    void deliversWhatAnUndisturbedRunDelivers() throws IOException, SQLException, InterruptedException {
        var ada = TestClient.as("ada", platform.port());
        var upload = ada.upload(dump());
        var undisturbed = submitted(ada, upload, Map.of());
        ada.awaitState(undisturbed, "DELIVERED", "FAILED", "REFUSED");

        assertThat(platform.strings(
                        "select line from upgrade.request_log where request_id = '%s' group by line having count(*) > 1"
                                .formatted(undisturbed)))
                .as("steps that ran twice, though nobody died")
                .isEmpty();
        var disturbed = submitted(ada, upload, Map.of());
        platform.killAt(disturbed, "restore");
        platform.reached(disturbed, "insert-records");
        platform.killPostgres();
        platform.reached(disturbed, "restore-structure");
        platform.killPostgres();
        platform.kill();
        platform.start();
        platform.killAt(disturbed, "neutralize");
        platform.killAt(disturbed, "pack");
        var end = ada.awaitState(disturbed, "DELIVERED", "FAILED", "REFUSED");

        assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("DELIVERED");
        assertThat(content(ada, disturbed)).containsExactlyInAnyOrderElementsOf(content(ada, undisturbed));
        assertThat(report(ada, disturbed)).isEqualTo(report(ada, undisturbed));
        assertThat(platform.mailsTo("test@juniper.example"))
                .as("one for each request")
                .hasSize(2);
        assertNothingIsLeft(disturbed);
    }

    private static void assertNothingIsLeft(String request) throws IOException, SQLException, InterruptedException {
        assertThat(platform.strings("select datname from pg_database where datname like 'req%'"))
                .isEmpty();
        assertThat(platform.strings("select rolname from pg_roles where rolname like 'req%'"))
                .isEmpty();
        assertThat(platform.strings("select name from upgrade.workshop_database"))
                .isEmpty();
        assertThat(platform.strings("select request_id::text from upgrade.slot"))
                .isEmpty();
        assertThat(platform.strings("select id_ from camunda.act_ru_incident")).isEmpty();
        try (Stream<Path> files = Files.list(platform.home().resolve("tmp/main"))) {
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
        return TestPostgres.dump(database, folder.resolve("killed.dump"));
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
}
