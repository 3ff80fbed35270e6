package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseChecksum;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A former database is put back into its place, twice at once, or by a platform that is killed over it, loses its database, or is
 * hindered. Whatever happens: one of the two is in the place, whole and open, the other is kept as a former one, and nothing else
 * is left. A backup over which the platform is killed counts for nothing.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledHostingIT {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");
    private static final String OLD_FILE = "ab/abcd";

    @TempDir
    private static Path folder;

    private static ChildPlatform platform;
    private static final Map<Long, List<String>> CONTENTS = new HashMap<>();
    private static final Map<Long, String> VERSIONS = new HashMap<>();
    private static long original;

    @BeforeAll
    static void upgrade() throws IOException, SQLException {
        platform = new ChildPlatform(
                Path.of("target", "test-hosting-" + ProcessHandle.current().pid()));
        platform.start();
        platform.furnish(folder, FROM, TO);
        platform.execute("create role acme login password 'secret'");
        platform.execute("grant acme to juniper with admin option");
        platform.execute("create database shop owner acme template template0");
        ErpBuilder.build(address("shop", "acme", "secret"), FROM, Set.of("contacts"));
        Files.createDirectories(filestore("shop").resolve(OLD_FILE).getParent());
        Files.writeString(filestore("shop").resolve(OLD_FILE), "a file");
        original = inPlace();
        remember(FROM);
        TestClient.as("ada", platform.port())
                .awaitState(platform.request("shop", TO, "PRODUCTION"), "DELIVERED", "FAILED", "REFUSED");
        remember(TO);
        assertThat(CONTENTS).hasSize(2);
        Files.delete(filestore("shop").resolve(OLD_FILE)); // the ERP deletes what it does not need any more
    }

    private static void remember(Version version) throws IOException, SQLException {
        CONTENTS.put(inPlace(), checksum());
        VERSIONS.put(inPlace(), version.toString());
    }

    @AfterAll
    static void stop() {
        platform.stop();
    }

    /** How far it is when the platform dies. */
    private enum Point {
        WRITTEN_DOWN(false),
        CLOSED(false),
        RENAMING(false),
        SWAPPED(true),
        RECORDED(true);

        private final boolean isSwapped;

        Point(boolean isSwapped) {
            this.isSwapped = isSwapped;
        }
    }

    /** A former database. */
    private record Former(long id, String name, long oid) {}

    /** What is done while others wait. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "R119: after a death the database is open, as it was or as it is to be, and the same call again ends it")
    void endsAfterADeath(Point point) throws Exception {
        var former = former();
        long before = inPlace();
        dieAt(point, former);
        platform.start();

        awaitSettled();
        assertInPlace(point.isSwapped ? former.oid() : before);
        assertThat(restore(former)).isEqualTo(point.isSwapped ? 404 : 200);
        assertInPlace(former.oid());
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "SWAPPED"})
    @DisplayName("R119: the same call again at once after a death goes on")
    void goesOnWhenCalledAgain(Point point) throws Exception {
        var former = former();
        dieAt(point, former);
        platform.start();

        assertThat(restore(former)).isIn(point.isSwapped ? List.of(200, 404) : List.of(200));
        awaitSettled();
        assertInPlace(former.oid());
    }

    private static void dieAt(Point point, Former former) throws Exception {
        holdAt(point, former, () -> {
            var call = CompletableFuture.supplyAsync(() -> restore(former));
            reach(point, former);
            platform.kill();
            assertThat(call).failsWithin(Duration.ofMinutes(1));
        });
    }

    @Test
    @DisplayName("R119: two calls at once put it back once")
    void restoresOnce() throws Exception {
        var former = former();
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        holdAt(Point.RENAMING, former, () -> {
            calls.add(CompletableFuture.supplyAsync(() -> restore(former)));
            reach(Point.RENAMING, former);
            calls.add(CompletableFuture.supplyAsync(() -> restore(former)));
            await("that the second waits", "select 1 from pg_stat_activity where wait_event = 'advisory'");
        });

        assertThat(calls).extracting(CompletableFuture::join).containsExactly(200, 200);
        assertInPlace(former.oid());
    }

    @Test
    @DisplayName("R119: a platform that loses its database over it finishes when it has it again")
    void finishesAfterTheLossOfItsDatabase() throws Exception {
        var former = former();
        holdAt(Point.SWAPPED, former, () -> {
            var call = CompletableFuture.supplyAsync(() -> restore(former));
            reach(Point.SWAPPED, former);
            platform.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'juniper' and datname = 'juniper'");
            assertThat(call.join()).isGreaterThanOrEqualTo(500);
        });

        awaitSettled();
        assertInPlace(former.oid());
    }

    @Test
    @DisplayName("R119: a session that does not end keeps the database where it is, open")
    void opensWhatCannotBeReplaced() throws Exception {
        var former = former();
        long before = inPlace();
        holdAt(Point.CLOSED, former, () -> {
            assertThat(restore(former)).isGreaterThanOrEqualTo(500);
            assertInPlace(before);
        });

        assertThat(restore(former)).isEqualTo(200);
        assertInPlace(former.oid());
    }

    @Test
    @DisplayName("R119: a setting that the former database may not get refuses it before anything is closed")
    void refusesWhatItsSuccessorMayNotGet() throws Exception {
        var former = former();
        long before = inPlace();
        platform.execute("alter database shop set log_min_duration_statement = '1h'");

        assertThat(restore(former)).isEqualTo(409);

        platform.execute("alter database shop reset log_min_duration_statement");
        assertInPlace(before);
    }

    @Test
    @DisplayName("R118: a backup over which the platform dies is deleted, and the next one taken")
    void takesAnotherBackupAfterADeath() throws Exception {
        var shop = platform.strings("select id from upgrade.hosted_database where name = 'shop' and gone is null")
                .get(0);
        var superuser = platform.database();
        List<String> begun = new ArrayList<>();
        hold(address("shop", superuser.user(), superuser.password()), "lock table res_partner", () -> {
            var call = CompletableFuture.runAsync(() -> TestClient.as("operator", platform.port())
                    .post("/api/databases/%s/backups".formatted(shop), Map.of()));
            await("pg_dump", "select 1 from pg_stat_activity where datname = 'shop' and wait_event_type = 'Lock'");
            platform.kill();
            assertThat(call).failsWithin(Duration.ofMinutes(1));
            begun.addAll(platform.strings("select id from upgrade.backup where ended is null and problem is null"));
        });
        assertThat(begun).hasSize(1);
        platform.start();

        await(
                "that it is given up",
                "select 1 from upgrade.backup where id = %s and problem is not null".formatted(begun.get(0)));
        assertThat(platform.home().resolve("backups").resolve(begun.get(0))).doesNotExist();
        platform.execute("update upgrade.backup set begun = begun - interval '2 days'");
        await("the next", "select 1 from upgrade.backup where id > %s and ended is not null".formatted(begun.get(0)));
    }

    private static int restore(Former former) {
        return TestClient.as("operator", platform.port())
                .post("/api/databases/%d/restore".formatted(former.id()), Map.of())
                .status();
    }

    private static Former former() throws IOException, SQLException {
        var known = platform.strings(
                "select concat_ws(' ', id, name, oid) from upgrade.hosted_database where kind = 'FORMER' and gone is null");
        assertThat(known).hasSize(1);
        var parts = known.get(0).split(" ", -1);
        return new Former(Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2]));
    }

    /** Holds whoever puts a former database back before what comes after a point. */
    private static void holdAt(Point point, Former former, Work work) throws Exception {
        switch (point) {
            case WRITTEN_DOWN -> hold(platform.database(), "comment on database shop is 'mine'", work);
            case CLOSED -> holdBySession(work);
            case RENAMING ->
                hold(platform.database(), "comment on database \"%s\" is 'mine'".formatted(former.name()), work);
            case SWAPPED ->
                hold(
                        platform.database(),
                        "select * from upgrade.hosted_database where id = %d for no key update".formatted(former.id()),
                        work);
            case RECORDED -> {
                platform.execute("""
                        create or replace function upgrade.hold_restore() returns trigger language plpgsql as $$
                        begin perform pg_advisory_xact_lock_shared(4711); return old; end $$""");
                platform.execute(
                        "create or replace trigger hold_restore before delete on upgrade.former_restore for each row execute function upgrade.hold_restore()");
                hold(platform.database(), "select pg_advisory_xact_lock(4711)", work);
            }
        }
    }

    /** Does something while a statement's locks are held, and takes back what the statement does. */
    private static void hold(DatabaseAddress database, String sql, Work work) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            work.run();
            connection.rollback();
        }
    }

    /** Does something while there is a session in the database that does not end when it is told to. */
    private static void holdBySession(Work work) throws Exception {
        try (var connection = address("shop", "acme", "secret").connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            signal("STOP", rows.getString(1));
            try {
                work.run();
            } finally {
                signal("CONT", rows.getString(1));
            }
        }
    }

    private static void signal(String signal, String pid) throws IOException {
        new ProcessBuilder("kill", "-" + signal, pid)
                .inheritIO()
                .start()
                .onExit()
                .join();
    }

    private static void reach(Point point, Former former) {
        var waiting = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ";
        await(
                point.toString(),
                switch (point) {
                    case WRITTEN_DOWN -> waiting + "ilike 'comment on database%'";
                    case CLOSED -> "select 1 from pg_database where datname = 'shop' and not datallowconn";
                    case RENAMING -> waiting + "ilike 'alter database%rename%'";
                    case SWAPPED -> waiting + "ilike 'update upgrade.hosted_database%'";
                    case RECORDED ->
                        "select 1 from upgrade.hosted_database where id = %d and gone is not null"
                                .formatted(former.id());
                });
    }

    private static void awaitSettled() {
        await(
                "the end of what was begun",
                "select 1 where not exists (select from upgrade.former_restore) and not exists (select from pg_database where datname = 'shop' and not datallowconn)");
    }

    private static void await(String what, String query) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !platform.strings(query).isEmpty());
    }

    private static void assertInPlace(long oid) throws IOException, SQLException {
        assertThat(platform.strings("select oid::text || ' ' || datallowconn from pg_database where datname = 'shop'"))
                .containsExactly(oid + " true");
        assertThat(checksum()).isEqualTo(CONTENTS.get(oid));
        var former = former();
        assertThat(former.oid()).isNotEqualTo(oid).isIn(CONTENTS.keySet());
        assertThat(
                        platform.strings(
                                "select concat_ws(' ', datname, oid, datallowconn) from pg_database where datname like 'shop%' order by datname"))
                .containsExactly("shop %d t".formatted(oid), "%s %d f".formatted(former.name(), former.oid()));
        assertThat(platform.strings("select coalesce(shobj_description(%d, 'pg_database'), '')".formatted(oid)))
                .containsExactly("");
        assertThat(
                        platform.strings(
                                "select concat_ws(' ', kind, oid, version) from upgrade.hosted_database where gone is null order by kind desc"))
                .containsExactly(
                        "PRODUCTION %d %s".formatted(oid, VERSIONS.get(oid)),
                        "FORMER %d %s".formatted(former.oid(), VERSIONS.get(former.oid())));
        assertThat(platform.strings("select former_id::text from upgrade.former_restore"))
                .isEmpty();
        try (Stream<Path> folders = Files.list(platform.home().resolve("filestore"))) {
            assertThat(folders.map(path -> path.getFileName().toString()).filter(name -> !name.startsWith(".")))
                    .containsExactlyInAnyOrder("shop", former.name());
        }
        var needsOldFile = oid == original ? "shop" : former.name();
        assertThat(filestore(needsOldFile).resolve(OLD_FILE)).exists();
    }

    private static long inPlace() throws IOException, SQLException {
        return Long.parseLong(platform.strings("select oid::text from pg_database where datname = 'shop'")
                .get(0));
    }

    private static List<String> checksum() throws IOException, SQLException {
        var superuser = platform.database();
        return DatabaseChecksum.settled(address("shop", superuser.user(), superuser.password()));
    }

    private static Path filestore(String database) {
        return platform.home().resolve("filestore").resolve(database);
    }

    private static DatabaseAddress address(String database, String user, String password) throws IOException {
        return new DatabaseAddress(platform.database().url().replaceAll("/[^/]*$", "/" + database), user, password);
    }
}
