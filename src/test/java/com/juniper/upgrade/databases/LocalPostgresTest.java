package com.juniper.upgrade.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.StartRefusedException;
import com.juniper.upgrade.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The platform's own server, after the platform or the server was killed. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocalPostgresTest {

    private static final Path HOME =
            Path.of("target", "test-local-postgres-" + ProcessHandle.current().pid());
    private static final Path PID_FILE = HOME.resolve("data/postmaster.pid");

    private static LocalPostgres server;

    @BeforeAll
    static void make() {
        server = server();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static LocalPostgres server() {
        return new LocalPostgres(TestPostgres.programs(), HOME, List.of("fsync=off"));
    }

    @BeforeEach
    void runs() throws SQLException {
        assertThat(answer(server)).isEqualTo(1);
    }

    @Test
    void isTakenOverByTheNextPlatform() throws SQLException {
        var next = server();

        next.start();

        assertThat(next.port()).isEqualTo(server.port());
        assertThat(answer(next)).isEqualTo(1);
    }

    @Test
    void isStartedAgainWhereItRunsWithOtherSettings() throws SQLException {
        var byHand =
                new LocalPostgres(TestPostgres.programs(), HOME, List.of("fsync=off", "max_locks_per_transaction=128"));
        byHand.start();
        assertThat(show(byHand, "max_locks_per_transaction")).isEqualTo("128");

        server.start();

        assertThat(show(server, "max_locks_per_transaction")).isEqualTo("64");
    }

    @Test
    void isLeftToWhoeverUsesItWithOtherSettings() throws SQLException {
        var next =
                new LocalPostgres(TestPostgres.programs(), HOME, List.of("fsync=off", "max_locks_per_transaction=128"));
        try (Connection restores = server.maintenance()) {
            assertThatThrownBy(next::start)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("in use by postgres (");

            assertThat(restores.isValid(1)).isTrue();
        }
    }

    @Test
    void startsThoughItsOldNumberIsAnotherProcess() throws IOException, SQLException {
        kill();
        var lines = new java.util.ArrayList<>(Files.readAllLines(PID_FILE));
        lines.set(0, Long.toString(anotherServer()));
        Files.write(PID_FILE, lines);

        server.start();

        assertThat(answer(server)).isEqualTo(1);
    }

    @Test
    void startsThoughASessionOfTheKilledServerStillWorks() throws IOException, SQLException {
        long busy;
        CompletableFuture<Void> work;
        try (Connection connection = server.maintenance();
                var statement = connection.createStatement()) {
            var pid = statement.executeQuery("select pg_backend_pid()");
            pid.next();
            busy = pid.getLong(1);
            work = CompletableFuture.runAsync(() -> calculate(connection));
            Awaitility.await().until(() -> isActive(busy));
            kill();

            server.start();
        }

        assertThat(answer(server)).isEqualTo(1);
        // ended already, but its parent may not have noticed yet
        Awaitility.await()
                .until(() ->
                        ProcessHandle.of(busy).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(work).isCompletedExceptionally();
    }

    @Test
    void isRevivedOnItsPort() throws IOException, SQLException {
        int port = server.port();
        kill();

        server.revive();

        assertThat(server.port()).isEqualTo(port);
        assertThat(answer(server)).isEqualTo(1);
    }

    @Test
    void isNotRevivedAfterItsEnd() {
        var other = server();
        other.start();
        other.close();

        other.revive();

        assertThat(PID_FILE).doesNotExist();
        server.start();
    }

    private static void calculate(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isActive(long pid) throws SQLException {
        try (Connection connection = server.maintenance();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select 1 from pg_stat_activity where state = 'active' and query like '%generate_series%' and pid = "
                                + pid)) {
            return rows.next();
        }
    }

    private static void kill() throws IOException {
        var postmaster = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(PID_FILE).get(0).strip()))
                .orElseThrow();
        postmaster.destroyForcibly();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !postmaster.isAlive());
    }

    private static long anotherServer() throws SQLException, IOException {
        assertThat(TestPostgres.server().port()).isPositive();
        return Long.parseLong(
                Files.readAllLines(TestPostgres.server().socketFolder().resolve("data/postmaster.pid"))
                        .get(0)
                        .strip());
    }

    private static String show(LocalPostgres server, String setting) throws SQLException {
        try (Connection connection = server.maintenance();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static int answer(LocalPostgres server) throws SQLException {
        try (Connection connection = server.maintenance();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
