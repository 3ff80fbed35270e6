package com.juniper.upgrade;

import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.SampleErp;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The whole platform as a process of its own, as {@code bin/run} starts it, so that it can be killed. */
final class ChildPlatform {

    /** As operators run it: what is committed is on the disk, as in what a benchmark compares it with. */
    static final Map<String, String> AS_OPERATED = Map.of("JUNIPER_POSTGRES_SETTINGS", "fsync=on");

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final Path home;
    private final int port;
    private final Map<String, String> environment;
    private final @Nullable LocalPostgres outside;
    private @Nullable Process process;

    ChildPlatform(Path home) throws IOException {
        this(home, Map.of());
    }

    /** Has settings of its own in the environment. */
    ChildPlatform(Path home, Map<String, String> environment) throws IOException {
        this(home, environment, null);
    }

    /** Has its database on a server that others run. */
    ChildPlatform(Path home, Map<String, String> environment, @Nullable LocalPostgres outside) throws IOException {
        this.home = home.toAbsolutePath();
        this.environment = environment;
        this.outside = outside;
        try (var socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    Path home() {
        return home;
    }

    void start() throws IOException {
        begin();
        awaitStart();
    }

    /** Starts the process, and leaves it to that. */
    void begin() throws IOException {
        var builder = builder();
        process = builder.start();
    }

    /** {@return what the platform has written} */
    Path log() {
        return home.resolve("platform-%s.log".formatted(environment.getOrDefault("JUNIPER_NODE", "main")));
    }

    /** {@return the process, once it is begun} */
    Process process() {
        return Objects.requireNonNull(process);
    }

    private ProcessBuilder builder() throws IOException {
        Files.createDirectories(home);
        var builder = java(
                        // shorter than a hop: it lasts only as long as its heartbeat
                        "-Dcamunda.bpm.job-execution.lock-time-in-millis=4000",
                        // longer than a killed PostgreSQL is away
                        "-Dcamunda.bpm.generic-properties.properties.failed-job-retry-time-cycle=R3/PT5S",
                        Application.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("JUNIPER_HOME", home.toString());
        builder.environment().put("JUNIPER_DEMO", "false");
        builder.environment().put("JUNIPER_ADMIN_PASSWORD", "operator");
        // processes are killed, and not the machine: what they wrote is there
        builder.environment().put("JUNIPER_POSTGRES_SETTINGS", "fsync=off");
        builder.environment().putAll(environment);
        return builder;
    }

    /** A JVM like each of these, with this one's class path; it compiles as this one does: quickly in tests, well in benchmarks. */
    static ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m", "-XX:+UseSerialGC"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:TieredStopAtLevel="))
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Has ada ask for a hosted database's upgrade, once it is found and looked into; {@return the request's id} */
    String request(String database, Version target, String purpose) {
        awaitKnown(database);
        var answer = TestClient.as("ada", port)
                .post(
                        "/api/requests",
                        Map.of(
                                "database",
                                database,
                                "targetVersion",
                                target.toString(),
                                "email",
                                database + "@acme.invalid",
                                "purpose",
                                purpose,
                                "confirmedName",
                                database));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.body());
        }
        return answer.json().path("requestId").asText();
    }

    /** Waits until a hosted database is found and looked into. */
    void awaitKnown(String database) {
        Awaitility.await("the discovery of " + database)
                .atMost(Duration.ofMinutes(5))
                .until(() -> !strings(
                                "select name from upgrade.hosted_database where name = '%s' and version is not null"
                                        .formatted(database))
                        .isEmpty());
    }

    void awaitStart() {
        var nobody = TestClient.nobody(port);
        Awaitility.await("the platform's start, see " + log())
                .atMost(LONGEST_START)
                .ignoreExceptions()
                .failFast("the platform ended, see " + log(), () -> !process().isAlive())
                .until(() -> nobody.get("/actuator/health").status() == 200);
    }

    /** This JVM's, each entry once: process models that are found twice are refused. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    /** As Ctrl-C's little brother {@code kill}; returns when all of it has ended. */
    void stop() {
        end();
        awaitEnd();
    }

    /** Asks the process to end, where it is begun. */
    void end() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits until it has ended, where it was begun. */
    void awaitEnd() {
        if (process != null) {
            process.onExit().join();
        }
    }

    /** As {@code kill -9} of the server; its sessions end when they notice. */
    void killPostgres() throws IOException {
        long postmaster = Long.parseLong(pidFile().get(0).strip());
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
    }

    /** Kills one server process of a role as nobody should: its server ends all others, and recovers. */
    void killBackendOf(String role) {
        Awaitility.await("a session of " + role)
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() ->
                        strings("select pid::text from pg_stat_activity where usename = '%s'".formatted(role)).stream()
                                .findFirst()
                                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                                .map(ProcessHandle::destroyForcibly)
                                .orElse(false));
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(home.resolve("postgres/data/postmaster.pid"));
    }

    /** The platform's own database, as its server's superuser. */
    DatabaseAddress database() throws IOException {
        if (outside != null) {
            return outside.superuser("juniper");
        }
        var server = new LocalPostgres(TestPostgres.programs(), home.resolve("postgres"), List.of());
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:%s/juniper"
                        .formatted(pidFile().get(3).strip()),
                "postgres",
                server.secret("postgres"));
    }

    /** Publishes versions of the sample ERP, and lets the customer Ada of the company Acme log in. */
    void furnish(Path folder, Version... versions) throws IOException, SQLException {
        for (var version : SampleErp.publish(folder, versions).files().entrySet()) {
            var file = home.resolve("releases/sample/%s/1.zip".formatted(version.getKey()));
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

    void execute(String sql) throws IOException, SQLException {
        try (var connection = database().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** {@return the first column of a query in the platform's own database} */
    List<String> strings(String sql) throws IOException, SQLException {
        try (var connection = database().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    List<String> mailsTo(String recipient) throws IOException, SQLException {
        return strings("select subject from upgrade.mail where recipient = '%s' order by id".formatted(recipient));
    }

    /** Waits until a request has begun a step. */
    void reached(String request, String step) {
        Awaitility.await(step)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> !strings("select name from upgrade.request_step where request_id = '%s' and name = '%s'"
                                .formatted(request, step))
                        .isEmpty());
    }

    /** Kills the platform when a request has begun a step, and starts it again. */
    void killAt(String request, String step) throws IOException, InterruptedException {
        reached(request, step);
        kill();
        start();
    }
}
