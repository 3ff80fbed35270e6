package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseChecksum;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * A backup of the platform's database is taken while upgrades run; they end, others are asked for and end, one is under way
 * when the platform dies. An operator has put one database back as it was, and is about to put back another. Then the database is dropped and made of the backup, and the platform started.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoredPlatformIT {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");

    @TempDir
    private static Path folder;

    private static ChildCluster cluster;
    private static ChildPlatform platform;
    private static TestClient ada;
    private static TestClient operator;

    /** Of each database the request that was made for it, and what was in the database in the end. */
    private static final Map<String, String> requests = new HashMap<>();

    private static final Map<String, List<String>> contents = new LinkedHashMap<>();
    private static List<String> original;
    private static List<String> numbers;
    private static String former;

    @BeforeAll
    static void live() throws Exception {
        cluster = new ChildCluster(
                Path.of("target", "test-restored-" + ProcessHandle.current().pid()), 1, "fsync=off");
        platform = cluster.nodes().get(0);
        platform.furnish(folder, FROM, TO);
        ada = TestClient.as("ada", platform.port());
        operator = TestClient.as("operator", platform.port());
        execute("create role acme login password 'secret'");
        execute("grant acme to juniper with admin option");
        execute("create database shop owner acme template template0");
        ErpBuilder.build(address("shop", "acme", "secret"), FROM, Set.of("contacts"));
        original = checksum("shop");
        for (String name : List.of("running", "queued", "later", "dying", "copied", "tested", "back", "stuck")) {
            execute("create database %s owner acme template shop".formatted(name));
        }

        for (String name : List.of("queued", "later", "dying", "copied", "tested", "running", "back", "stuck")) {
            platform.awaitKnown(name);
        }
        for (String name : List.of("back", "stuck")) {
            request(name, "PRODUCTION");
            assertThat(ada.awaitState(id(name), "DELIVERED", "FAILED", "REFUSED")
                            .path("state")
                            .asText())
                    .isEqualTo("DELIVERED");
        }
        former = former("back");
        request("running", "PRODUCTION");
        platform.reached(id("running"), "load-catalogs");
        request("copied", "TEST");
        platform.reached(id("copied"), "restore");
        request("queued", "PRODUCTION");
        Awaitility.await("that it waits for its turn")
                .pollInterval(Duration.ofMillis(50))
                .until(() -> state("queued").equals("QUEUED"));
        assertThat(List.of(state("running"), state("copied"))).containsOnly("RUNNING");
        uploaded();
        assertThat(operator.post("/api/databases/%s/backups".formatted(hosted("shop")), Map.of())
                        .json()
                        .path("ended")
                        .asText())
                .isNotEmpty();
        var backup = TestPostgres.dump(platform.database(), folder.resolve("platform.dump"));

        request("later", "PRODUCTION");
        request("tested", "TEST");
        for (String name : List.of("running", "queued", "copied", "uploaded", "later", "tested")) {
            assertThat(ada.awaitState(id(name), "DELIVERED", "FAILED", "REFUSED")
                            .path("state")
                            .asText())
                    .isEqualTo("DELIVERED");
        }
        assertThat(putBack("back")).isEqualTo(200);
        for (String name : List.of("running", "queued", "later", "copied-test-1", "tested-test-1", "back", "stuck")) {
            contents.put(name, checksum(name));
        }
        assertThat(contents.get("back")).isEqualTo(original);
        numbers = platform.strings("select number from upgrade.upgrade order by number");
        dieOver("dying", "stuck");

        execute("drop database juniper with (force)");
        execute("create database juniper owner juniper");
        execute("revoke connect on database juniper from public");
        TestPostgres.run(
                TestPostgres.programs().program("pg_restore").toString(),
                "--no-owner",
                "--dbname=postgresql://juniper:secret@127.0.0.1:%d/juniper"
                        .formatted(cluster.server().port()),
                backup.toString());
        for (String lost : List.of("uploads", "backups")) {
            FileSystemUtils.deleteRecursively(cluster.home().resolve(lost));
        }
        platform.start();
    }

    /** Kills the platform over an upgrade, and while it puts back another database, which it has closed. */
    private static void dieOver(String upgrading, String puttingBack) throws Exception {
        try (var connection = cluster.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("comment on database \"%s\" is 'mine'".formatted(former(puttingBack)));
            var call = CompletableFuture.supplyAsync(() -> {
                try {
                    return putBack(puttingBack);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await("that it is closed").until(() -> !open(puttingBack));
            request(upgrading, "PRODUCTION");
            platform.reached(id(upgrading), "update-records");
            platform.kill();
            assertThat(open(upgrading)).isFalse();
            assertThat(open(puttingBack)).isFalse();
            assertThat(call).failsWithin(Duration.ofMinutes(1));
            connection.rollback();
        }
    }

    private static int putBack(String database) throws SQLException {
        try {
            var id = platform.strings(
                            "select id from upgrade.hosted_database where name = '%s'".formatted(former(database)))
                    .get(0);
            return operator.post("/api/databases/%s/restore".formatted(id), Map.of())
                    .status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String former(String database) throws SQLException {
        return strings("select datname from pg_database where datname ~ '^%s_backup_'".formatted(database))
                .get(0);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        cluster.close();
    }

    @Test
    @Order(1)
    @DisplayName(
            "R119, R120, R125: a restored platform does nothing but compare: what was upgraded stays and is known, what was closed is open")
    void reconciles() throws Exception {
        var state = awaitReconciled();

        assertThat(state.path("held").asText()).isNotEmpty();
        assertThat(state.path("problems")).isEmpty();
        for (String name : List.of("running", "queued", "later", "back", "stuck")) {
            assertThat(open(name)).isTrue();
            assertThat(checksum(name)).as(name).isEqualTo(contents.get(name));
            assertThat(strings("select datname from pg_database where datname ~ '^%s_backup_'".formatted(name)))
                    .as("nothing is upgraded twice")
                    .hasSize(1);
        }
        assertThat(open("dying")).isTrue();
        assertThat(checksum("dying")).isEqualTo(original);
        assertThat(strings("select datname from pg_database where datname ~ '^(dying_|req_)'"))
                .as("copies that were not ready")
                .isEmpty();
        assertThat(
                        platform.strings(
                                "select name || ' ' || version from upgrade.hosted_database where kind = 'PRODUCTION' and gone is null order by 1"))
                .contains("back 15.0", "stuck 16.0", "later 16.0", "queued 16.0", "running 16.0", "dying 15.0")
                .noneMatch(name -> name.contains("_backup_") || name.contains("-test-"));
        assertThat(
                        platform.strings(
                                "select regexp_replace(name, '_backup_.*', '') from upgrade.hosted_database where kind = 'FORMER' and gone is null and expires > now() order by 1"))
                .containsExactly("back", "later", "queued", "running", "stuck");
        assertThat(cluster.home().resolve("filestore").resolve(former)).doesNotExist();
        assertThat(sentences(state))
                .anyMatch(sentence -> sentence.contains("later is on version 16.0"))
                .anyMatch(sentence -> sentence.contains("queued is on version 16.0"))
                .anyMatch(sentence -> sentence.contains("running is on version 16.0"))
                .anyMatch(sentence -> sentence.contains("dying was closed"))
                .anyMatch(sentence -> sentence.contains("put a former database in the place of back"))
                .anyMatch(sentence -> sentence.contains("stuck was closed, since an operator"))
                .anyMatch(sentence -> sentence.contains("test upgrade of copied begins anew"));
        assertThat(subjects(state, "DATABASE")).containsExactlyInAnyOrder("copied-test-1", "tested-test-1");
        assertThat(subjects(state, "FOLDER")).contains(id("tested"), id("later"));
        var lost = "Uploads whose files are gone are of: %s.".formatted(number("uploaded"));
        assertThat(sentences(state))
                .anyMatch(sentence -> sentence.startsWith(lost))
                .anyMatch(sentence -> sentence.startsWith("Backups whose files are gone are of: shop."));
        assertThat(platform.strings("select id_ from camunda.act_ru_job where lock_exp_time_ > localtimestamp"))
                .isEmpty();
        assertThat(TestSession.of("operator", platform.port())
                        .get("/admin/recovery")
                        .body())
                .contains("The platform is held", "Let the platform go on", "Drop tested-test-1");
        assertThat(ada.get("/api/requests/" + id("copied")).json().path("state").asText())
                .isEqualTo("RUNNING");
    }

    @Test
    @Order(2)
    @DisplayName(
            "R40, R41: when an operator lets it go on, each request of the backup ends once, and its customer knows")
    void goesOn() throws Exception {
        assertThat(ada.post("/api/recovery/go-on", Map.of()).status()).isEqualTo(403);

        assertThat(operator.post("/api/recovery/go-on", Map.of()).status()).isEqualTo(204);

        for (String name : List.of("running", "queued", "copied")) {
            assertThat(ada.awaitState(id(name), "DELIVERED", "FAILED", "REFUSED")
                            .path("state")
                            .asText())
                    .as(name)
                    .isEqualTo("DELIVERED");
            assertThat(platform.strings(
                            "select body from upgrade.mail where recipient = '%s@acme.invalid'".formatted(name)))
                    .singleElement()
                    .asString()
                    .startsWith("The platform was restored");
        }
        assertThat(ada.awaitState(id("uploaded"), "DELIVERED", "FAILED", "REFUSED")
                        .path("state")
                        .asText())
                .isEqualTo("REFUSED");
        assertThat(platform.strings("select body from upgrade.mail where recipient = 'test@juniper.example'"))
                .anyMatch(body -> body.contains("please upload it again"));
        for (String name : List.of("running", "queued", "later", "copied-test-1", "tested-test-1")) {
            assertThat(checksum(name)).as(name).isEqualTo(contents.get(name));
        }
        assertThat(platform.strings("select name from upgrade.hosted_database where kind = 'TEST' and gone is null"))
                .containsExactly("copied-test-2");
        assertThat(platform.strings("select request_id::text from upgrade.slot"))
                .isEmpty();
        assertThat(platform.strings("select id_ from camunda.act_ru_incident")).isEmpty();
    }

    @Test
    @Order(3)
    @DisplayName("R41: what may be a customer's goes when an operator says so; numbers are not given twice")
    void leavesNothing() throws Exception {
        for (JsonNode finding : state().path("findings")) {
            if (!finding.path("subject").asText().equals("copied-test-1")) {
                assertThat(operator.post(
                                        "/api/recovery/findings/%s?drop=true"
                                                .formatted(finding.path("id").asText()),
                                        Map.of())
                                .status())
                        .isEqualTo(204);
            }
        }

        assertThat(strings("select datname from pg_database where datname ~ '-test-' order by 1"))
                .containsExactly("copied-test-1", "copied-test-2");
        assertThat(strings("select rolname from pg_roles where rolname ~ '^req_'"))
                .containsExactly("req_" + id("copied").replace("-", ""));
        assertThat(cluster.home().resolve("artifacts").resolve(id("tested"))).doesNotExist();
        assertThat(open("copied-test-1")).isTrue();
        assertThat(subjects(state(), null)).containsExactly("copied-test-1");

        request("dying", "PRODUCTION");
        assertThat(ada.awaitState(id("dying"), "DELIVERED", "FAILED", "REFUSED")
                        .path("state")
                        .asText())
                .isEqualTo("DELIVERED");
        assertThat(platform.strings("select max(number) from upgrade.upgrade"))
                .singleElement()
                .asString()
                .isGreaterThan(numbers.get(numbers.size() - 1));
    }

    @Test
    @Order(4)
    @DisplayName("a platform that is only started again is not held, and one whose home folder does not know it is")
    void noticesARestoreOnly() throws Exception {
        platform.stop();
        platform.start();
        assertThat(state().path("held").isNull()).isTrue();

        platform.stop();
        Files.delete(cluster.home().resolve("platform.beat"));
        platform.start();
        assertThat(state().path("held").asText()).isNotEmpty();
    }

    private static JsonNode awaitReconciled() {
        return Awaitility.await("what the platform has found")
                .atMost(Duration.ofMinutes(1))
                .until(() -> state(), state -> state.path("reconciled").asBoolean());
    }

    private static JsonNode state() {
        return operator.get("/api/recovery").json();
    }

    private static List<String> sentences(JsonNode state) {
        return state.path("findings").findValuesAsText("sentence");
    }

    /** What waits for an operator: of one kind, or, without one, all of it. */
    private static List<String> subjects(JsonNode state, @Nullable String kind) {
        List<String> subjects = new ArrayList<>();
        for (JsonNode finding : state.path("findings")) {
            if (finding.path("done").isNull()
                    && (kind == null || finding.path("kind").asText().equals(kind))) {
                subjects.add(finding.path("subject").asText());
            }
        }
        return subjects;
    }

    private static String state(String database) throws IOException, SQLException {
        return platform.strings("select state from upgrade.request where id = '%s'".formatted(id(database)))
                .get(0);
    }

    private static String id(String database) {
        return requests.getOrDefault(database, "none");
    }

    private static void request(String database, String purpose) {
        requests.put(database, platform.request(database, TO, purpose));
    }

    /** Has ada ask for a test copy of a dump that she uploads. */
    private static void uploaded() throws IOException {
        var dump = TestPostgres.dump(address("shop", "acme", "secret"), folder.resolve("uploaded.dump"));
        var answer = ada.submit(ada.upload(dump), TO.toString(), "JUN-ENT-0001", Map.of());
        requests.put("uploaded", answer.json().path("requestId").asText());
    }

    private static String number(String database) throws IOException, SQLException {
        return platform.strings("select number from upgrade.request where id = '%s'".formatted(id(database)))
                .get(0);
    }

    private static String hosted(String database) throws IOException, SQLException {
        return platform.strings("select id from upgrade.hosted_database where name = '%s'".formatted(database))
                .get(0);
    }

    private static boolean open(String database) throws SQLException {
        return strings("select datallowconn::text from pg_database where datname = '%s'".formatted(database))
                .equals(List.of("true"));
    }

    private static List<String> checksum(String database) throws SQLException {
        return DatabaseChecksum.settled(cluster.server().superuser(database));
    }

    private static DatabaseAddress address(String database, String user, String password) {
        return new DatabaseAddress(cluster.server().url(database), user, password);
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = cluster.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(String sql) throws SQLException {
        try (var connection = cluster.server().superuser("postgres").connect();
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
