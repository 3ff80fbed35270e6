package com.juniper.upgrade.databases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs PostgreSQL's client programs on what strangers handed in, in a sandbox where the system has bubblewrap: they see
 * the system's programs, one input, one output folder and the server, and nothing of our files or environment.
 */
@Component
public class ProgramRunner {

    private static final Logger log = LoggerFactory.getLogger(ProgramRunner.class);
    private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
    private static final Duration LIMIT = Duration.ofHours(12);
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    /** pg_restore holds the whole list of an archive, which may be made to fill the machine. */
    private static final long MEMORY = 4L << 30;

    private static final int REMEMBERED_LINES = 6;
    private static final int LONGEST_LINE = 2000;
    private static final int ENDED_BY_SIGNAL = 128;

    private final PostgresPrograms programs;
    private final boolean sandboxed;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "program-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    ProgramRunner(PostgresPrograms programs) {
        this.programs = programs;
        var obstacle = obstacle();
        this.sandboxed = obstacle == null;
        if (!sandboxed) {
            log.warn("Strangers' dumps are read without a sandbox: {}", obstacle);
        }
    }

    /** {@return whether programs run in a sandbox} */
    public boolean sandboxed() {
        return sandboxed;
    }

    /**
     * Runs a program to its end.
     *
     * @param database the database that it connects to, as its role; none for programs that only read a file
     * @param input the one file or folder of ours that it may read
     * @param output the one folder that it may write to
     * @param lines gets each line that it writes
     * @throws ProgramFailedException if it fails or takes too long
     */
    public void run(
            String program,
            List<String> arguments,
            @Nullable WorkshopDatabase database,
            @Nullable Path input,
            @Nullable Path output,
            Consumer<String> lines) {
        run(programs.program(program), arguments, database, input, output, null, LIMIT, lines);
    }

    /**
     * Runs a program of the operator's in the same way; it sees the folder in which it lies, too.
     *
     * @param program its absolute path
     * @param database the database that it connects to, as its role
     * @param input the one folder of ours that it may read
     * @param longest how long it may take; then it is killed
     * @param lines gets each line that it writes
     * @throws ProgramFailedException if it fails or takes too long
     */
    public void runOwn(
            Path program,
            List<String> arguments,
            WorkshopDatabase database,
            Path input,
            Duration longest,
            Consumer<String> lines) {
        run(program, arguments, database, input, null, program.getParent(), longest, lines);
    }

    private void run(
            Path program,
            List<String> arguments,
            @Nullable WorkshopDatabase database,
            @Nullable Path input,
            @Nullable Path output,
            @Nullable Path own,
            Duration longest,
            Consumer<String> lines) {
        List<String> command = new ArrayList<>();
        if (sandboxed) {
            command.addAll(sandbox(database != null, input, output));
            if (own != null && !own.startsWith("/usr")) {
                command.addAll(List.of("--ro-bind", own.toString(), own.toString()));
            }
        }
        if (own == null && Files.isExecutable(PRLIMIT)) {
            command.addAll(List.of(PRLIMIT.toString(), "--as=" + MEMORY, "--core=0"));
        }
        command.add(program.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C.UTF-8");
        if (database != null) {
            connect(builder, database);
        }
        run(program.getFileName().toString(), builder, longest, lines);
    }

    private static void connect(ProcessBuilder builder, WorkshopDatabase database) {
        var uri = URI.create(database.address().url().substring("jdbc:".length()));
        builder.environment().put("PGHOST", uri.getHost());
        builder.environment().put("PGHOSTADDR", address(uri.getHost())); // the sandbox cannot resolve names
        builder.environment().put("PGPORT", Integer.toString(uri.getPort()));
        builder.environment().put("PGDATABASE", database.name());
        builder.environment().put("PGUSER", database.address().user());
        builder.environment().put("PGPASSWORD", database.address().password());
    }

    private static String address(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sandbox(boolean network, @Nullable Path input, @Nullable Path output) {
        List<String> command = new ArrayList<>(List.of(
                BUBBLEWRAP.toString(),
                "--unshare-user",
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts",
                "--die-with-parent",
                "--new-session",
                "--uid",
                "65534",
                "--gid",
                "65534",
                "--ro-bind",
                "/usr",
                "/usr",
                "--symlink",
                "usr/lib",
                "/lib",
                "--symlink",
                "usr/lib64",
                "/lib64",
                "--symlink",
                "usr/bin",
                "/bin",
                "--ro-bind-try",
                "/etc/ld.so.cache",
                "/etc/ld.so.cache",
                "--ro-bind-try",
                "/etc/nsswitch.conf",
                "/etc/nsswitch.conf",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--tmpfs",
                "/tmp"));
        if (!network) {
            command.add("--unshare-net");
        }
        if (input != null) {
            command.addAll(List.of("--ro-bind", input.toString(), input.toString()));
        }
        if (output != null) {
            command.addAll(List.of("--bind", output.toString(), output.toString()));
        }
        return command;
    }

    private void run(String program, ProcessBuilder builder, Duration longest, Consumer<String> lines) {
        Deque<String> last = new ArrayDeque<>();
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var late = new AtomicBoolean(); // cancelling the watch would not tell: it succeeds while it is killing, too
            var limit = watchdog.schedule(
                    () -> {
                        late.set(true);
                        kill(process);
                    },
                    longest.toMillis(),
                    TimeUnit.MILLISECONDS);
            int code;
            try (var reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (var line = readLine(reader); line != null; line = readLine(reader)) {
                    lines.accept(line);
                    last.addLast(line);
                    if (last.size() > REMEMBERED_LINES) {
                        last.removeFirst();
                    }
                }
                code = process.waitFor();
            } finally {
                limit.cancel(false);
                kill(process); // whoever takes the lines may have had enough
            }
            if (code != 0) {
                throw new ProgramFailedException(
                        program,
                        late.get() ? "took longer than %d s".formatted(longest.toSeconds()) : "ended with code " + code,
                        List.copyOf(last),
                        code > ENDED_BY_SIGNAL);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailedException(program, "was interrupted", List.copyOf(last), true);
        }
    }

    /** A line, of which the end is dropped where it is too long: a stranger's names may be, too. */
    private static @Nullable String readLine(BufferedReader reader) throws IOException {
        var line = new StringBuilder();
        int character = reader.read();
        if (character < 0) {
            return null;
        }
        for (; character >= 0 && character != '\n'; character = reader.read()) {
            if (line.length() < LONGEST_LINE) {
                line.append((char) character);
            }
        }
        return line.toString();
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Says why programs cannot run in a sandbox here; nothing where they can. */
    private @Nullable String obstacle() {
        if (!Files.isExecutable(BUBBLEWRAP)) {
            return "bubblewrap is not installed. Run: apt-get install bubblewrap";
        }
        try {
            List<String> command = new ArrayList<>(sandbox(false, null, null));
            command.addAll(List.of(programs.program("pg_restore").toString(), "--version"));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? null : "this system does not let bubblewrap work (%s)".formatted(output);
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
