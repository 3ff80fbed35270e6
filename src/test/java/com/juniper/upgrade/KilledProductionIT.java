package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseChecksum;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The platform, its PostgreSQL and single sessions are killed during production upgrades of hosted databases, statements
 * take too long, a disk is full, the network to a cluster is lost. Whatever happens: the database is open, either as it was
 * or as an undisturbed upgrade leaves it, and nothing else is left.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledProductionIT {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");

    /** The report's file tells times, and the message that carries it has a number drawn by lot. */
    private static final List<String> ABOUT_THE_RUN = List.of("ir_attachment", "mail_message");

    /** The sessions of a run are ended in each, of a database of its own. */
    private static final List<String> ENDED_IN = List.of(
            "restore",
            "measure-figures",
            "drop-structure",
            "insert-records",
            "update-records",
            "restore-structure",
            "compare-figures",
            "finish",
            "pack",
            "swap");

    @TempDir
    private static Path folder;

    private static ChildPlatform platform;
    private static FarCluster far;
    private static List<String> original;
    private static List<String> undisturbed;

    @BeforeAll
    static void upgradeUndisturbed() throws IOException, SQLException {
        var home =
                Path.of("target", "test-production-" + ProcessHandle.current().pid());
        far = new FarCluster(home.resolve("far"));
        platform = new ChildPlatform(home, far.environment());
        platform.start();
        platform.furnish(folder, FROM, TO);
        platform.execute("create role acme login password 'secret'");
        platform.execute("grant acme to juniper with admin option");
        platform.execute("create database shop owner acme template template0");
        ErpBuilder.build(address("shop", "acme", "secret"), FROM, Set.of("contacts", "payment"));
        for (String name : List.of("undisturbed", "killed", "failing", "slow")) {
            platform.execute("create database %s owner acme template shop".formatted(name));
        }
        for (String step : ENDED_IN) {
            platform.execute("create database %s owner acme template shop".formatted(ended(step)));
        }
        original = checksum("shop");
        assertThat(end(begin("undisturbed"))).isEqualTo("DELIVERED");
        undisturbed = checksum("undisturbed");
        assertThat(undisturbed).isNotEqualTo(original);
    }

    @AfterAll
    static void stop() throws Exception {
        platform.stop();
        far.close();
    }

    @Test
    @DisplayName(
            "R125: a production upgrade goes on after deaths of the platform and of PostgreSQL, wherever they come")
    void goesOnAfterDeaths() throws Exception {
        var request = begin("killed");

        platform.killAt(request, "close");
        platform.killAt(request, "restore");
        platform.reached(request, "load-catalogs");
        platform.killPostgres();
        platform.killAt(request, "match-records");
        platform.reached(request, "update-records");
        platform.killPostgres();
        platform.killAt(request, "restore-structure");
        platform.killBackendOf(role(request)); // its server restarts them all
        platform.killAt(request, "finish");
        platform.killAt(request, "pack");
        platform.killAt(request, "swap");

        assertThat(end(request)).isEqualTo("DELIVERED");
        assertSame(checksum("killed"), undisturbed);
        assertNothingIsLeft("killed", request);
        assertThat(platform.mailsTo("killed@acme.invalid"))
                .singleElement()
                .asString()
                .contains("is upgraded");
    }

    @Test
    @DisplayName("R125: a production upgrade goes on after the end of its sessions, in whichever step")
    void goesOnAfterEndedSessions() throws Exception {
        Map<String, String> requests = new LinkedHashMap<>();
        for (String step : ENDED_IN) {
            var request = begin(ended(step));
            requests.put(step, request);
            platform.reached(request, step);
            endSessions(request);
        }

        for (var request : requests.entrySet()) {
            assertThat(end(request.getValue())).as(request.getKey()).isEqualTo("DELIVERED");
            assertSame(checksum(ended(request.getKey())), undisturbed);
            assertNothingIsLeft(ended(request.getKey()), request.getValue());
        }
    }

    @Test
    @DisplayName(
            "R125: a fault that does not go away reverts at once: the database is as it was, and its customer knows")
    void revertsWhatCannotGoOn() throws Exception {
        platform.execute("""
                create function upgrade.no_more() returns trigger language plpgsql as $$
                begin
                  if new.name = 'update-records' then raise exception 'no more' using errcode = '08006'; end if;
                  return new;
                end $$""");
        platform.execute(
                "create trigger no_more before insert on upgrade.request_step for each row execute function upgrade.no_more()");
        var request = begin("failing");

        end(request);
        platform.execute("drop trigger no_more on upgrade.request_step");

        assertReverted("failing", request);
    }

    @Test
    @DisplayName("R125: statements that take too long revert the upgrade")
    void revertsWhatTakesTooLong() throws Exception {
        var request = begin("slow");
        platform.reached(request, "measure-figures");
        platform.execute("alter role %s set statement_timeout = '1ms'".formatted(role(request)));
        endSessions(request);

        assertReverted("slow", request);
    }

    @Test
    @DisplayName("R125: a production upgrade goes on after its cluster was out of reach, in whichever step")
    void goesOnAfterALostNetwork() throws Exception {
        far.host("remote");
        var original = far.checksum("remote");
        var request = begin("remote");
        for (String step : List.of("close", "restore", "load-catalogs", "update-records", "finish", "pack", "swap")) {
            platform.reached(request, step);
            far.network().lose();
            Thread.sleep(1500); // long enough that something notices
            far.network().find();
        }

        assertThat(end(request)).isEqualTo("DELIVERED");
        assertThat(far.checksum("remote")).isNotEqualTo(original).hasSizeGreaterThan(500);
        assertThat(far.isOpen("remote")).isTrue();
        assertThat(far.databases()).hasSize(2).allMatch(name -> name.startsWith("remote"));
        assertNothingIsKnown(request);
    }

    @Test
    @DisplayName("R125: a full disk of the cluster reverts the upgrade, and its operators are told the cause")
    void revertsWhereTheDiskIsFull() throws Exception {
        assumeTrue(far.isOnADiskOfItsOwn(), "nothing can be mounted here");
        far.host("crowded");
        var original = far.checksum("crowded");
        var request = begin("crowded");
        platform.reached(request, "drop-structure");
        far.fillDisk();

        var state = end(request);
        far.emptyDisk();

        assertThat(state).isEqualTo("FAILED");
        Awaitility.await("the reconciler, where the full disk hindered the revert")
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> far.isOpen("crowded"));
        assertThat(far.checksum("crowded")).isEqualTo(original);
        assertNothingIsKnown(request);
    }

    private static void assertReverted(String database, String request) throws Exception {
        assertThat(end(request)).isEqualTo("FAILED");
        assertSame(checksum(database), original);
        assertNothingIsLeft(database, request);
        assertThat(platform.strings("select datname from pg_database where datname like '%s\\_%%'".formatted(database)))
                .isEmpty();
        assertThat(platform.mailsTo(database + "@acme.invalid"))
                .singleElement()
                .asString()
                .contains("failed");
    }

    private static void assertSame(List<String> lines, List<String> expected) {
        var more = new TreeSet<>(lines);
        expected.forEach(more::remove);
        assertThat(more).as("lines that differ").isEmpty();
        assertThat(lines).hasSize(expected.size()).hasSizeGreaterThan(500);
    }

    private static String begin(String database) {
        return platform.request(database, TO, "PRODUCTION");
    }

    private static String end(String request) {
        return TestClient.as("ada", platform.port())
                .awaitState(request, "DELIVERED", "FAILED", "REFUSED")
                .path("state")
                .asText();
    }

    private static void endSessions(String request) throws IOException, SQLException {
        platform.strings("select pg_terminate_backend(pid)::text from pg_stat_activity where usename = '%s'"
                .formatted(role(request)));
    }

    private static String role(String request) {
        return "req_" + request.replace("-", "");
    }

    private static String ended(String step) {
        return "ended_" + step.replace('-', '_');
    }

    private static void assertNothingIsLeft(String database, String request) throws Exception {
        assertThat(platform.strings(
                        "select datallowconn::text from pg_database where datname = '%s'".formatted(database)))
                .containsExactly("true");
        var role = role(request);
        assertThat(platform.strings("select rolname from pg_roles where rolname = '%s'".formatted(role)))
                .isEmpty();
        assertThat(platform.strings("select datname from pg_database where datname = '%s'".formatted(role)))
                .isEmpty();
        assertThat(platform.home().resolve("filestore/.added").resolve(request)).doesNotExist();
        assertNothingIsKnown(request);
    }

    /** What the platform itself remembers of a run under way. */
    private static void assertNothingIsKnown(String request) throws IOException, SQLException {
        assertThat(platform.strings(
                        "select name from upgrade.workshop_database where name = '%s'".formatted(role(request))))
                .isEmpty();
        assertThat(platform.strings(
                        "select request_id::text from upgrade.slot where request_id = '%s'".formatted(request)))
                .isEmpty();
        assertThat(platform.strings(
                        "select name from upgrade.production_switch where outcome is null and request_id = '%s'"
                                .formatted(request)))
                .isEmpty();
        assertThat(platform.strings("select id_ from camunda.act_ru_incident")).isEmpty();
    }

    private static DatabaseAddress address(String database, String user, String password) throws IOException {
        return new DatabaseAddress(platform.database().url().replaceAll("/[^/]*$", "/" + database), user, password);
    }

    /** What a database holds; of what tells of the run, how much. */
    private static List<String> checksum(String database) throws IOException, SQLException {
        var superuser = platform.database();
        return DatabaseChecksum.settled(address(database, superuser.user(), superuser.password())).stream()
                .map(line -> ABOUT_THE_RUN.stream().anyMatch(table -> line.startsWith("\"%s\": ".formatted(table)))
                        ? line.replaceFirst(", .*", "")
                        : line)
                .toList();
    }
}
