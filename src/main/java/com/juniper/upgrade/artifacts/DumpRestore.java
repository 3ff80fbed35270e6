package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.CopyBounds;
import com.juniper.upgrade.databases.CopyBounds.Bounds;
import com.juniper.upgrade.databases.CopyBoundsException;
import com.juniper.upgrade.databases.ProgramFailedException;
import com.juniper.upgrade.databases.ProgramRunner;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.databases.WorkshopDatabase;
import com.juniper.upgrade.engine.UpgradeEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Restores what a stranger handed in, as the unprivileged role of its own database and in a sandbox (security.md). */
@Component
public class DumpRestore {

    private static final List<String> OPTIONS = List.of(
            "--no-owner",
            "--no-privileges",
            "--no-publications",
            "--no-subscriptions",
            "--no-security-labels",
            "--no-tablespaces",
            "--exit-on-error",
            "--verbose");

    /** A dump of texts that compress well, with many indexes, becomes some twenty times as large. */
    private static final long GROWTH = 60;

    private static final long ALWAYS_ALLOWED = 2L << 30;
    private static final Duration LONGEST = Duration.ofHours(12);

    private final ProgramRunner programs;
    private final Workshop workshop;
    private final CopyBounds bounds;
    private final Path temporary;
    private final long maxBytes;

    DumpRestore(ProgramRunner programs, Workshop workshop, CopyBounds bounds, JuniperProperties properties) {
        this.programs = programs;
        this.workshop = workshop;
        this.bounds = bounds;
        this.temporary = properties.temporary();
        this.maxBytes =
                properties.uploads().maxSize().toBytes() * properties.uploads().diskFactor();
    }

    /**
     * Restores a dump into an empty database.
     *
     * @param dump a file in any of the formats that are taken, or a folder in PostgreSQL's directory format
     * @param log gets a line for each object, without data
     * @throws DumpRefusedException if it is damaged, or brings what it must not; the database is left as it is then
     */
    public void restore(Path dump, WorkshopDatabase database, Consumer<String> log) {
        try {
            restore(dump, database, new Bounds(Math.max(ALWAYS_ALLOWED, GROWTH * bytes(dump)), LONGEST), log);
        } catch (IOException e) {
            throw new DumpRefusedException("The dump cannot be read: " + e.getMessage(), e);
        }
    }

    /** Restores a dump within other bounds. */
    void restore(Path dump, WorkshopDatabase database, Bounds most, Consumer<String> log) {
        var role = database.address().user();
        try {
            bounds.hold(role, most, () -> restoreInFolder(dump, database, log));
        } catch (CopyBoundsException e) {
            throw new DumpRefusedException("The dump is refused: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DumpRefusedException("The dump cannot be read: " + e.getMessage(), e);
        }
        workshop.endSessions(role);
        workshop.settle(role);
        RestoredContents.check(database.address());
        UpgradeEngine.forget(database.address());
    }

    private static long bytes(Path dump) throws IOException {
        if (!Files.isDirectory(dump)) {
            return Files.size(dump);
        }
        try (Stream<Path> files = Files.list(dump)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void restoreInFolder(Path dump, WorkshopDatabase database, Consumer<String> log) throws IOException {
        var folder = Files.createTempDirectory(Files.createDirectories(temporary), "restore");
        try {
            restore(dump, database, folder, log);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void restore(Path dump, WorkshopDatabase database, Path folder, Consumer<String> log) throws IOException {
        if (Files.isDirectory(dump)) {
            archive(dump, database, log);
            return;
        }
        var limits = new ArchiveLimits(Files.size(dump), maxBytes);
        switch (DumpFormat.detect(dump)) {
            case CUSTOM -> archive(dump, database, log);
            case PLAIN_SQL -> plain(Files.newInputStream(dump), database, log);
            case GZIPPED_SQL ->
                plain(new LimitedStream(new GZIPInputStream(Files.newInputStream(dump)), limits), database, log);
            case TAR -> tar(Files.newInputStream(dump), folder, limits, database, log);
            case GZIPPED_TAR -> tar(new GZIPInputStream(Files.newInputStream(dump)), folder, limits, database, log);
            case ZIP -> zip(dump, folder, limits, database, log);
        }
    }

    private void archive(Path dump, WorkshopDatabase database, Consumer<String> log) {
        DumpContents.check(programs, dump, workshop.serverMajor());
        List<String> arguments = new java.util.ArrayList<>(OPTIONS);
        arguments.addAll(List.of("--jobs", "2", "--dbname", database.name(), dump.toString()));
        try {
            programs.run("pg_restore", arguments, database, dump, null, log);
        } catch (ProgramFailedException e) {
            throw new DumpRefusedException("The dump cannot be restored: " + reason(e), e);
        }
    }

    /** The error itself, without the statement and the data that pg_restore shows with it. */
    private static String reason(ProgramFailedException e) {
        return e.lastLines().stream()
                .filter(line -> line.contains("error"))
                .findFirst()
                .or(() -> e.lastLines().stream().reduce((first, second) -> second))
                .orElse("unknown error");
    }

    private void plain(InputStream input, WorkshopDatabase database, Consumer<String> log) throws IOException {
        try (input) {
            new SqlDump(input, workshop.serverMajor(), log).restore(database.address());
        }
    }

    private void tar(
            InputStream input, Path folder, ArchiveLimits limits, WorkshopDatabase database, Consumer<String> log)
            throws IOException {
        try (input) {
            DirectoryTar.extract(input, folder, limits);
        }
        archive(folder, database, log);
    }

    private void zip(Path dump, Path folder, ArchiveLimits limits, WorkshopDatabase database, Consumer<String> log)
            throws IOException {
        try (var zip = ErpZip.open(dump)) {
            if (zip.hasPlainDump()) {
                plain(zip.plainDump(limits), database, log);
                return;
            }
            zip.extractAll("dump/", folder, limits);
        }
        archive(folder, database, log);
    }
}
