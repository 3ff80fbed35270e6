package com.juniper.upgrade.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs of this machine ({@code initdb}, {@code pg_dump}, {@code psql}, …), newest major version first.
 *
 * <p>Debian and Ubuntu keep each version's programs in a folder of its own, out of the PATH.
 */
public final class PostgresPrograms {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)\\.(\\d+)");

    /** The oldest minor release of each major version that restores a stranger's dump safely (security.md). */
    private static final Map<Integer, Integer> MINIMUM = Map.of(15, 20, 16, 16, 17, 12, 18, 7);

    private final Path folder;
    private final int major;
    private final int minor;

    private PostgresPrograms(Path folder, int major, int minor) {
        this.folder = folder;
        this.major = major;
        this.minor = minor;
    }

    /**
     * Finds the newest installed programs.
     *
     * @throws IllegalStateException if none are installed or they are too old; the message names the command that helps
     */
    public static PostgresPrograms find() {
        var bin = newestInstalled();
        var version = VERSION.matcher(output(bin.resolve("postgres").toString(), "--version"));
        if (!version.find()) {
            throw new IllegalStateException("Cannot read the version of " + bin.resolve("postgres"));
        }
        return checked(bin, version);
    }

    private static PostgresPrograms checked(Path bin, Matcher version) {
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        int needed = MINIMUM.getOrDefault(major, major > 18 ? 0 : Integer.MAX_VALUE);
        if (minor < needed) {
            throw new IllegalStateException(
                    "PostgreSQL %d.%d in %s is too old to restore strangers' dumps safely; needed is 15.20, 16.16, 17.12, 18.7 or newer. Run: apt-get update && apt-get install postgresql"
                            .formatted(major, minor, bin));
        }
        return new PostgresPrograms(bin, major, minor);
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

    private static Path newestInstalled() {
        if (!Files.isDirectory(VERSIONS)) {
            throw missing();
        }
        try (Stream<Path> folders = Files.list(VERSIONS)) {
            return folders.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow(PostgresPrograms::missing)
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException missing() {
        return new IllegalStateException("PostgreSQL is not installed. Run: apt-get install postgresql");
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
