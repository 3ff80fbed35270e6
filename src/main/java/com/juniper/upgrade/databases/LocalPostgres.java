package com.juniper.upgrade.databases;

import com.juniper.upgrade.StartRefusedException;
import com.juniper.upgrade.engine.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the platform's own: the machine's programs, the platform's data folder, an unprivileged user
 * of the operating system, passwords by scram, a port of 127.0.0.1 that is free at its start.
 *
 * <p>The server outlives a killed platform; the next {@link #start()} finds it and goes on with it. What a killed server
 * left is cleared away first: sessions that still work without it, and its pid file and socket, whose number may be
 * another process's by now.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String SUPERUSER = "postgres";
    private static final String OS_USER = "postgres";
    private static final int PORT_LINE = 3;
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(30);
    private static final Duration LAST_SESSIONS = Duration.ofSeconds(5);

    private final PostgresPrograms programs;
    private final Path home;
    private final Path data;
    private final List<String> settings;
    private int port;
    private boolean closed;

    /**
     * Describes the server, without starting it.
     *
     * @param home its folder, made when missing: {@code data}, passwords, {@code postgres.log} and the socket
     * @param settings options of the server's command line, {@code name=value}
     */
    public LocalPostgres(PostgresPrograms programs, Path home, List<String> settings) {
        this.programs = programs;
        this.home = home.toAbsolutePath();
        this.data = this.home.resolve("data");
        this.settings = List.copyOf(settings);
    }

    /**
     * Starts the server, or finds it running where the platform was killed and could not stop it. One that runs with other
     * settings, as an operator has started it by hand, is started again.
     *
     * @throws StartRefusedException if it runs with other settings, and is in use
     */
    public synchronized void start() {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialize();
        }
        if (acceptsSessions()) {
            port = Integer.parseInt(pidFile().get(PORT_LINE).strip());
            if (hasOurSettings()) {
                log.info("PostgreSQL is already running in {} on port {}", data, port);
                return;
            }
            awaitUnused();
            log.warn("PostgreSQL in {} runs with other settings; it is started again with the platform's", data);
            stop();
        }
        clearAway();
        launch(freePort());
    }

    private boolean hasOurSettings() {
        return unquoted(read(data.resolve("postmaster.opts"))).endsWith(" " + unquoted(options()));
    }

    private static String unquoted(String options) {
        return options.replaceAll("[\"']", "").strip();
    }

    /** What a killed platform left ends when it notices; whoever else is there is at work. */
    private void awaitUnused() {
        var deadline = Instant.now().plus(LAST_SESSIONS);
        for (var users = users(); !users.isEmpty(); users = users()) {
            if (Instant.now().isAfter(deadline)) {
                throw new StartRefusedException(
                        "PostgreSQL in %s runs with other settings than the platform's, and is in use by %s. When that is over, start again"
                                .formatted(data, String.join(", ", users)));
            }
            pause();
        }
    }

    /** {@return who has a session, and with which program} */
    private List<String> users() {
        try (Connection connection = maintenance();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select distinct usename || ' (' || coalesce(nullif(application_name, ''), datname) || ')'
                        from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by 1""")) {
            List<String> users = new ArrayList<>();
            while (rows.next()) {
                users.add(rows.getString(1));
            }
            return users;
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL in %s does not say who uses it".formatted(data), e);
        }
    }

    /** Starts the server again, on the same port, if it was running and somebody has killed it. */
    public synchronized void revive() {
        if (!closed && !answers(port) && !acceptsSessions()) {
            log.warn("PostgreSQL in {} has died; it is started again", data);
            clearAway();
            launch(port);
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for a server that runs to end its recovery, or its shutdown; false if none runs then. */
    private boolean acceptsSessions() {
        var deadline = Instant.now().plus(LONGEST_RECOVERY);
        while (serverProcesses().contains(postmaster())) {
            var file = pidFile();
            if (file.size() > PORT_LINE
                    && run(
                                    List.of(0, 1, 2),
                                    "pg_isready",
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    file.get(PORT_LINE).strip())
                            == 0) {
                return true;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        "PostgreSQL in %s does not accept sessions: %s".formatted(data, serverLog()));
            }
            pause();
        }
        return false;
    }

    /** Ends what works in the data folder without a server, which must be gone before a new server starts. */
    private void clearAway() {
        for (var left = serverProcesses(); !left.isEmpty(); left = serverProcesses()) {
            log.warn("Processes {} of a PostgreSQL server that is gone are ended", left);
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            pause();
        }
        try (var sockets = Files.newDirectoryStream(home, ".s.PGSQL.*")) {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            for (var socket : sockets) {
                Files.deleteIfExists(socket); // its lock names the server, and counts while a zombie has that number
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number in the pid file, or -1. */
    private long postmaster() {
        var file = pidFile();
        return file.isEmpty() ? -1 : Long.parseLong(file.get(0).strip());
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The server's processes: its programs that are at home in the data folder. Only the server's own user, or a root who
     * may trace, can see where a process is at home.
     */
    private List<Long> serverProcesses() {
        try {
            var output = Files.createTempFile("processes", ".log");
            try {
                var folder = data.toRealPath().toString().replaceAll("[*?\\[\\\\]", "\\\\$0");
                var find = List.of("find", "/proc", "-maxdepth", "2", "-path", "/proc/[0-9]*/cwd", "-lname", folder);
                run(asServer(find), List.of(0, 1), output); // 1 where a process has ended meanwhile
                return read(output)
                        .lines()
                        .filter(line -> line.matches("/proc/\\d+/cwd"))
                        .map(line -> Long.parseLong(line.split("/", -1)[2]))
                        .filter(LocalPostgres::isServer)
                        .toList();
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isServer(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .startsWith("postgres");
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for PostgreSQL", e);
        }
    }

    private void launch(int on) {
        port = on;
        run(
                List.of(0),
                "pg_ctl",
                "-D",
                data.toString(),
                "-l",
                home.resolve("postgres.log").toString(),
                "-t",
                "120",
                "-o",
                options(),
                "-w",
                "start");
        log.info("PostgreSQL {} runs on port {}, its data in {}", programs.version(), port, data);
    }

    private String options() {
        var options = new StringBuilder(
                "-p %d -k %s -c listen_addresses=127.0.0.1 -c unix_socket_permissions=0777".formatted(port, home));
        settings.forEach(setting -> options.append(" -c ").append(setting));
        return options.toString();
    }

    /** {@return the port of 127.0.0.1 on which the running server listens} */
    public int port() {
        return port;
    }

    /** {@return the folder in which the server's unix socket is} */
    public Path socketFolder() {
        return home;
    }

    /** {@return the address of a database as the server's superuser; never for a stranger's database} */
    public DatabaseAddress superuser(String database) {
        return new DatabaseAddress(url(database), SUPERUSER, secret(SUPERUSER));
    }

    /** {@return the password of a role, made at random when it is asked for first; the file is readable by the server alone} */
    public String secret(String role) {
        var file = home.resolve(role + ".password");
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, randomPassword(), StandardOpenOption.WRITE);
                giveToServer(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the JDBC URL of one of the server's databases} */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
    }

    /** Stops the server, ending the sessions that are open. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    private void stop() {
        run(List.of(0, 1), "pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "stop");
    }

    private void initialize() {
        try {
            Files.createDirectories(home.getParent());
            if (!Files.exists(home)) {
                Files.createDirectory(
                        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            }
            giveToServer(home);
            secret(SUPERUSER);
            var password = home.resolve(SUPERUSER + ".password");
            var made = Files.createTempDirectory(home, "initdb");
            giveToServer(made);
            run(
                    List.of(0),
                    "initdb",
                    "-D",
                    made.toString(),
                    "-U",
                    SUPERUSER,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--pwfile",
                    password.toString());
            // a server that was made half before a death has no place in which it would be found
            Files.move(made, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void giveToServer(Path path) throws IOException {
        if (isRoot()) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OS_USER));
        }
    }

    private int run(List<Integer> expected, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(programs.program(program).toString()));
        command.addAll(List.of(arguments));
        try {
            var output = Files.createTempFile(program, ".log");
            try {
                return run(asServer(command), expected, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server refuses to run as root. */
    private static List<String> asServer(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=" + OS_USER, "--regid=" + OS_USER, "--clear-groups", "--"));
        }
        whole.addAll(command);
        return whole;
    }

    private int run(List<String> command, List<Integer> expected, Path output) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(180, TimeUnit.SECONDS) || !expected.contains(process.exitValue())) {
                process.destroy();
                throw new StartRefusedException(String.join(" ", command) + " failed: " + read(output) + serverLog());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + command, e);
        }
    }

    private String serverLog() {
        var file = home.resolve("postgres.log");
        if (!Files.exists(file)) {
            return "";
        }
        var lines = read(file).lines().toList();
        return System.lineSeparator()
                + String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a connection to the server as its superuser, to its maintenance database. */
    Connection maintenance() throws SQLException {
        return superuser("postgres").connect();
    }
}
