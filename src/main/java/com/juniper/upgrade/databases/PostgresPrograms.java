package com.juniper.upgrade.databases;

import com.juniper.upgrade.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's programs of this machine ({@code initdb}, {@code pg_dump}, {@code psql}, …), newest major version first.
 *
 * <p>Debian and Ubuntu keep each version's programs in a folder of its own, out of the PATH, server and client in
 * packages of their own, which may be of different minor versions.
 */
public final class PostgresPrograms {

    static final List<String> CLIENT = List.of("pg_dump", "pg_restore", "psql");
    static final List<String> SERVER = List.of("postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore", "psql");

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)\\.(\\d+)");

    /** The oldest minor release of each major version that restores a stranger's dump safely (security.md). */
    private static final Map<Integer, Integer> MINIMUM = Map.of(15, 20, 16, 16, 17, 12, 18, 7);

    private static final int NEWEST_KNOWN = 18;

    private final Path folder;
    private final int major;
    private final int minor;

    private PostgresPrograms(Path folder, int major, int minor) {
        this.folder = folder;
        this.major = major;
        this.minor = minor;
    }

    /**
     * Finds the newest installed server with its client programs.
     *
     * @throws StartRefusedException if none are installed or they are too old; the message names the command that helps
     */
    public static PostgresPrograms find() {
        return find(VERSIONS, SERVER, null);
    }

    /** Finds the client programs alone, for a server elsewhere. */
    static PostgresPrograms findClient() {
        return find(VERSIONS, CLIENT, null);
    }

    /** Finds the server for a data folder, which only the major version that made it can read. */
    static PostgresPrograms findFor(Path data) {
        var made = data.resolve("PG_VERSION");
        try {
            return find(
                    VERSIONS,
                    SERVER,
                    Files.exists(made) ? Integer.valueOf(Files.readString(made).strip()) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds the newest version, or the one that is wanted, of which every program needed is there and new enough. */
    static PostgresPrograms find(Path versions, List<String> needed, @Nullable Integer wanted) {
        List<String> tooOld = new ArrayList<>();
        for (int major : installed(versions)) {
            var bin = versions.resolve(major + "/bin");
            boolean complete = needed.stream().allMatch(program -> Files.isExecutable(bin.resolve(program)));
            if (!complete || (wanted != null && wanted != major)) {
                continue;
            }
            int oldest = needed.stream()
                    .mapToInt(program -> minor(bin.resolve(program)))
                    .min()
                    .orElseThrow();
            if (oldest >= MINIMUM.getOrDefault(major, major > NEWEST_KNOWN ? 0 : Integer.MAX_VALUE)) {
                return new PostgresPrograms(bin, major, oldest);
            }
            tooOld.add(major + "." + oldest);
        }
        throw refused(needed, wanted, tooOld);
    }

    private static StartRefusedException refused(List<String> needed, @Nullable Integer wanted, List<String> tooOld) {
        var suffix = wanted == null ? "" : "-" + wanted;
        var packages = needed.equals(CLIENT) ? "postgresql-client" + suffix : "postgresql" + suffix;
        return new StartRefusedException(
                "%s is needed to restore strangers' dumps safely; here is %s. Run: apt-get update && apt-get install %s"
                        .formatted(
                                wanted == null
                                        ? "PostgreSQL 15.20, 16.16, 17.12, 18.7 or newer"
                                        : "PostgreSQL %d, which made this platform's data, in a patched release"
                                                .formatted(wanted),
                                tooOld.isEmpty() ? "none" : String.join(", ", tooOld),
                                packages));
    }

    private static List<Integer> installed(Path versions) {
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,4}"))
                    .map(Integer::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int minor(Path program) {
        var version = VERSION.matcher(output(program.toString(), "--version"));
        return version.find() ? Integer.parseInt(version.group(2)) : -1;
    }

    /** {@return the path of one program, for example {@code pg_restore}} */
    public Path program(String name) {
        return folder.resolve(name);
    }

    /** {@return the major version, for example 15} */
    public int major() {
        return major;
    }

    /** {@return the version as PostgreSQL writes it, for example {@code 15.20}} */
    public String version() {
        return major + "." + minor;
    }

    private static String output(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
