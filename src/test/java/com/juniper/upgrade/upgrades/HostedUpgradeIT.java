package com.juniper.upgrade.upgrades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.RunHold;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.databases.Cluster;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.databases.ProductionSwitch;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseChecksum;
import com.juniper.upgrade.sample.SampleHosting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Test copies and production upgrades of databases that the platform hosts. */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostedUpgradeIT {

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private HostedDatabases databases;

    @Autowired
    private Clusters clusters;

    @Autowired
    private ProductionSwitch production;

    @Autowired
    private LocalPostgres server;

    private SampleHosting hosting;
    private TestClient demo;

    @BeforeAll
    void publish() {
        hosting = new SampleHosting(platform, folder);
        hosting.publish("15.0", "16.0");
        demo = TestClient.as("demo", port);
    }

    @Test
    @DisplayName(
            "R32, R41, R69: a test copy stands beside its database, which stays as it is and open, with files of both")
    void makesATestCopy() throws Exception {
        var database = hosting.host("hosted-test", "acme", "15.0", "contacts", "sale");
        var before = checksum(database.name());
        var filesBefore = files(database.name());

        assertDelivered(submit(database, "16.0", "TEST", null));

        assertThat(checksum(database.name())).isEqualTo(before);
        assertThat(files(database.name())).isEqualTo(filesBefore);
        var tests = databases.testsOf(database.id());
        assertThat(tests).extracting(HostedDatabase::name).containsExactly("hosted-test-test-1");
        assertThat(tests.get(0).version()).isEqualTo("16.0");
        assertThat(query("hosted-test-test-1", "select count(*)::text from ir_cron where active"))
                .containsExactly("0");
        assertThat(files("hosted-test-test-1")).containsAll(filesBefore);
        assertThat(query(
                        "hosted-test-test-1",
                        "select distinct store_fname from ir_attachment where store_fname is not null"))
                .isSubsetOf(files("hosted-test-test-1"));
        assertThat(databases.testsOf(database.id()).get(0).expires()).isNotNull();
    }

    @Test
    @DisplayName(
            "R118, R119, R69: production is upgraded in its place, with grants and settings; the database as it was is kept")
    void upgradesProduction() throws Exception {
        var database = hosting.host("hosted-production", "acme", "15.0", "contacts", "sale");
        execute(
                database.name(),
                "alter database \"hosted-production\" connection limit 42",
                "alter database \"hosted-production\" set search_path = \"$user\", public, pg_catalog",
                "alter role acme in database \"hosted-production\" set work_mem = '7MB'",
                "comment on database \"hosted-production\" is 'It''s ours'",
                "revoke temporary on database \"hosted-production\" from public",
                "grant temporary on database \"hosted-production\" to acme");
        var before = checksum(database.name());
        var shape = shape(database.name());
        var filesBefore = files(database.name());

        var refusal = demo.post("/api/requests", body(database, "16.0", "PRODUCTION", null));
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.body()).contains("no successful test upgrade", "confirmedName", "interrupted");

        var done = demo.awaitState(
                submit(database, "16.0", "PRODUCTION", database.name()), "DELIVERED", "FAILED", "REFUSED");

        assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("DELIVERED");
        assertThat(query(database.name(), "select left(latest_version, 4) from ir_module_module where name = 'base'"))
                .containsExactly("16.0");
        assertThat(query(database.name(), "select count(*)::text from ir_cron where active"))
                .doesNotContain("0");
        assertThat(shape(database.name())).isEqualTo(shape);
        assertThat(files(database.name())).containsAll(filesBefore);
        assertThat(query(
                        database.name(),
                        "select distinct store_fname from ir_attachment where store_fname is not null"))
                .isSubsetOf(files(database.name()));
        var former =
                query("postgres", "select datname from pg_database where datname like 'hosted-production_backup_%'");
        assertThat(former).hasSize(1);
        assertThat(query(
                        "postgres",
                        "select datallowconn::text from pg_database where datname = '" + former.get(0) + "'"))
                .containsExactly("false");
        execute("postgres", "alter database \"%s\" allow_connections true".formatted(former.get(0)));
        assertThat(checksum(former.get(0))).isEqualTo(before);
        assertThat(files(former.get(0))).containsAll(filesBefore);
        assertThat(query("postgres", "select rolname from pg_roles where rolname like 'req\\_%'"))
                .doesNotContain("req_" + done.get("requestId").asText().replace("-", ""));
        assertThat(query("postgres", "select datname from pg_database where datname like 'req\\_%'"))
                .doesNotContain("req_" + done.get("requestId").asText().replace("-", ""));
    }

    @Test
    @DisplayName("R125: whatever fails, the database is as it was, and open")
    void revertsAFailure() throws Exception {
        var database = hosting.host("hosted-failing", "acme", "15.0", "contacts");
        execute(
                database.name(),
                "create function no_more() returns trigger language plpgsql as $$ begin raise exception 'no more'; end $$",
                "create trigger no_more before update on res_partner for each row execute function no_more()",
                "create trigger no_more before update on ir_model_fields for each row execute function no_more()",
                "create trigger no_more before update on ir_ui_view for each row execute function no_more()",
                "create trigger no_more before update on ir_module_module for each row execute function no_more()");
        var before = checksum(database.name());
        var shape = shape(database.name());
        var filesBefore = files(database.name());

        var done = demo.awaitState(
                submit(database, "16.0", "PRODUCTION", database.name()), "DELIVERED", "FAILED", "REFUSED");

        assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("FAILED");
        assertThat(checksum(database.name())).isEqualTo(before);
        assertThat(shape(database.name())).isEqualTo(shape);
        assertThat(files(database.name())).isEqualTo(filesBefore);
        assertThat(query("postgres", "select datname from pg_database where datname ~ '^(req_|hosted-failing_)'"))
                .doesNotContain("req_" + done.get("requestId").asText().replace("-", ""))
                .noneMatch(name -> name.startsWith("hosted-failing_"));
    }

    @Test
    @DisplayName(
            "R60: each file of a database is looked for and read; what is missing or damaged is named, and hinders nothing")
    void namesDamagedFiles() throws Exception {
        var database = hosting.host("hosted-files", "acme", "15.0", "contacts");
        execute(
                database.name(),
                "insert into ir_attachment (name, type, store_fname, file_size) values ('short', 'binary', 'ab/ab%s', 7)"
                        .formatted("0".repeat(38)));
        var stored = query(
                database.name(),
                "select store_fname from ir_attachment where store_fname is not null group by 1 order by max(file_size) desc");
        assertThat(stored).hasSize(3);
        var root = clusters.local().filestoreOf(database.name());
        Files.delete(root.resolve(stored.get(0)));
        var changed = Files.readAllBytes(root.resolve(stored.get(1)));
        changed[changed.length / 2]++;
        Files.write(root.resolve(stored.get(1)), changed);
        Files.createDirectories(root.resolve("ab"));
        Files.writeString(root.resolve(stored.get(2)), "short");

        var request = submit(database, "16.0", "TEST", null);

        assertDelivered(request);
        var found = demo.get("/api/requests/" + request + "/findings?category=files")
                .json();
        assertThat(found.findValuesAsText("title"))
                .satisfiesExactlyInAnyOrder(
                        title -> assertThat(title).startsWith("A file is missing: "),
                        title -> assertThat(title).startsWith("A file is changed: "),
                        title -> assertThat(title).startsWith("A file is of 5 bytes instead of "));
        assertThat(found.findValuesAsText("file")).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    @DisplayName("R118: what a database's upgraded copy could not get is said before anything is closed")
    void refusesWhatOnlyASuperuserMaySet() throws Exception {
        var database = hosting.host("hosted-settings", "acme", "15.0", "contacts");
        execute("postgres", "alter database \"hosted-settings\" set log_statement = 'all'");

        var refusal = demo.post("/api/requests", body(database, "16.0", "PRODUCTION", database.name()));

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.body()).contains("log_statement", "Reset it in hosted-settings");
        assertThat(demo.post("/api/requests", body(database, "16.0", "TEST", null))
                        .status())
                .as("a test needs no settings")
                .isEqualTo(201);
    }

    @Test
    @DisplayName(
            "R118: a database that is closed by others when its turn comes is left as it is, and its customer told")
    void leavesWhatOthersClosed() throws Exception {
        var database = hosting.host("hosted-closed", "acme", "15.0", "contacts");
        List<String> request = new ArrayList<>();
        RunHold.before("close", platform, () -> {
            request.add(submit(database, "16.0", "PRODUCTION", database.name()));
            demo.awaitState(request.get(0), "RUNNING");
            assertThatNoException()
                    .isThrownBy(() -> execute("postgres", "alter database \"hosted-closed\" allow_connections false"));
        });

        var end = demo.awaitState(request.get(0), "DELIVERED", "FAILED", "REFUSED");

        assertThat(end.get("state").asText()).isEqualTo("FAILED");
        assertThat(end.toString()).contains("takes no connections already");
        assertThat(query("postgres", "select datallowconn::text from pg_database where datname = 'hosted-closed'"))
                .containsExactly("false");
    }

    @Test
    @DisplayName(
            "R64, R118: two production requests and a test of one database run one after the other; the late ones say why they cannot")
    void serializesRequests() throws Exception {
        var database = hosting.host("hosted-raced", "acme", "15.0", "contacts");
        List<String> requests = new ArrayList<>();
        RunHold.before("close", platform, () -> {
            for (String purpose : List.of("PRODUCTION", "PRODUCTION", "TEST")) {
                requests.add(submit(database, "16.0", purpose, database.name()));
            }
            demo.awaitState(requests.get(0), "RUNNING");
            demo.awaitState(requests.get(1), "QUEUED");
            demo.awaitState(requests.get(2), "QUEUED");
        });
        RunHold.before("pack", platform, () -> {
            await().until(() -> production.closedFor(database.name()).isPresent());
            var refusal = demo.post("/api/requests", body(database, "16.0", "TEST", null));
            assertThat(refusal.status()).isEqualTo(422);
            assertThat(refusal.body()).contains("hosted-raced is being upgraded");
        });

        assertDelivered(requests.get(0));
        for (String late : requests.subList(1, 3)) {
            var end = demo.awaitState(late, "DELIVERED", "FAILED", "REFUSED");
            assertThat(end.get("state").asText()).isEqualTo("REFUSED");
            assertThat(end.toString()).contains("16.0");
        }
        assertThat(query("postgres", "select datname from pg_database where datname like 'hosted-raced%'"))
                .hasSize(2);
        assertThat(query("postgres", "select datallowconn::text from pg_database where datname = 'hosted-raced'"))
                .containsExactly("true");
    }

    @Test
    @DisplayName(
            "R118: production waits for the backup that is being taken; a backup and the database as it was can be restored")
    void backsUpAndRestores() throws Exception {
        var database = hosting.host("hosted-backup", "acme", "15.0", "contacts");
        var before = checksum(database.name());
        var filesBefore = files(database.name());
        var operator = TestClient.as("operator", port);
        CompletableFuture<TestClient.Answer> taken;
        String request;
        try (var connection = superuser(database.name()).connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table res_partner in access exclusive mode"); // pg_dump waits for it
            taken = CompletableFuture.supplyAsync(
                    () -> operator.post("/api/databases/%d/backups".formatted(database.id()), Map.of()));
            await().until(() -> !query(
                            "postgres",
                            "select pid::text from pg_stat_activity where datname = 'hosted-backup' and wait_event_type = 'Lock'")
                    .isEmpty());
            request = submit(database, "16.0", "PRODUCTION", database.name());
            demo.awaitState(request, "QUEUED");
            connection.rollback();
        }
        var backup = taken.join();
        assertThat(backup.status()).as(backup.body()).isEqualTo(201);
        assertThat(demo.get("/api/requests/" + request + "/log").body())
                .contains("Waits for the backup that is being taken");
        assertDelivered(request);

        var restored = operator.post(
                "/api/backups/%d/restore".formatted(backup.json().get("id").asLong()), Map.of());
        assertThat(restored.status()).as(restored.body()).isEqualTo(201);
        var name = restored.json().get("name").asText();
        assertThat(name).startsWith("hosted-backup_restored_");
        assertThat(checksum(name)).isEqualTo(before);
        assertThat(files(name)).isEqualTo(filesBefore);

        var former = query(
                "juniper", "select id::text from upgrade.hosted_database where name like 'hosted-backup_backup_%'");
        var back = operator.post("/api/databases/%s/restore".formatted(former.get(0)), Map.of());
        assertThat(back.status()).as(back.body()).isEqualTo(200);
        assertThat(checksum(database.name())).isEqualTo(before);
        assertThat(files(database.name())).containsAll(filesBefore);
        assertThat(databases.require(database.id()).version()).isEqualTo("15.0");
    }

    @Test
    @DisplayName("R118: an upgrade waits until the cluster's disk has room for its copy")
    void waitsForRoom() throws Exception {
        var database = hosting.host("hosted-large", "acme", "15.0", "contacts");
        execute("juniper", """
                create function upgrade.is_large() returns trigger language plpgsql as $$
                begin new.bytes := 1e15; return new; end $$""", """
                create trigger is_large before update on upgrade.hosted_database for each row
                when (new.name = 'hosted-large') execute function upgrade.is_large()""", "update upgrade.hosted_database set bytes = 0 where name = 'hosted-large'");
        var large = submit(database, "16.0", "TEST", null);
        demo.awaitState(large, "QUEUED");
        assertThat(demo.get("/api/requests/" + large + "/log").body())
                .contains("Waits for room on the platform's disk");

        execute(
                "juniper",
                "drop trigger is_large on upgrade.hosted_database",
                "update upgrade.request set upload_bytes = 1 where id = '%s'".formatted(large));

        assertDelivered(large);
    }

    @Test
    @DisplayName("R33: another company's database is nobody's to upgrade")
    void refusesAnothersDatabase() {
        var database = hosting.host("hosted-rivals", "rivalry", "15.0", "contacts");

        var answer = demo.post("/api/requests", body(database, "16.0", "TEST", null));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("There is no hosted database");
    }

    private void assertDelivered(String request) {
        var done = demo.awaitState(request, "DELIVERED", "FAILED", "REFUSED");
        assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("DELIVERED");
    }

    private String submit(HostedDatabase database, String target, String purpose, @Nullable String confirmed) {
        var answer = demo.post("/api/requests", body(database, target, purpose, confirmed));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("requestId").asText();
    }

    private static Map<String, String> body(
            HostedDatabase database, String target, String purpose, @Nullable String confirmed) {
        Map<String, String> body = new HashMap<>(Map.of(
                "database",
                Long.toString(database.id()),
                "targetVersion",
                target,
                "email",
                "hosted@juniper.example",
                "purpose",
                purpose));
        if (confirmed != null) {
            body.put("confirmedName", confirmed);
        }
        return body;
    }

    private DatabaseAddress superuser(String database) {
        return new DatabaseAddress(server.url(database), "postgres", server.secret("postgres"));
    }

    private List<String> checksum(String database) throws SQLException {
        return DatabaseChecksum.of(superuser(database));
    }

    /** What a database has outside of itself. */
    private List<String> shape(String database) throws SQLException {
        return query("postgres", """
                select format('%%s %%s %%s %%s %%s', pg_get_userbyid(datdba), datallowconn, datconnlimit,
                         (select array_agg(a::text order by a::text) from aclexplode(coalesce(datacl, acldefault('d', datdba))) a),
                         shobj_description(oid, 'pg_database'))
                from pg_database where datname = '%1$s'
                union all select format('%%s %%s', setrole::regrole, setconfig) from pg_db_role_setting
                where setdatabase = (select oid from pg_database where datname = '%1$s') order by 1""".formatted(database));
    }

    private List<String> query(String database, String sql) throws SQLException {
        try (var connection = superuser(database).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private void execute(String database, String... statements) throws SQLException {
        try (var connection = superuser(database).connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> files(String database) throws IOException {
        Cluster cluster = clusters.local();
        var root = cluster.filestoreOf(database);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
