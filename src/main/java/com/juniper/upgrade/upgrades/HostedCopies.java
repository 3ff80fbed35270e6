package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.artifacts.DumpRestore;
import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.Backups.Backup;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.ProductionSwitch;
import com.juniper.upgrade.databases.ProgramRunner;
import com.juniper.upgrade.databases.TestCopies;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.databases.WorkshopDatabase;
import com.juniper.upgrade.engine.PresentFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Copies hosted databases for their upgrade, and puts the upgraded copies where they belong. */
@Component
class HostedCopies {

    private static final String JOBS = "2";

    private final HostedDatabases databases;
    private final Clusters clusters;
    private final Workshop workshop;
    private final ProgramRunner programs;
    private final DumpRestore restore;
    private final TestCopies tests;
    private final ProductionSwitch production;
    private final Backups backups;
    private final UpgradeRequests requests;
    private final Path temporary;

    HostedCopies(
            HostedDatabases databases,
            Clusters clusters,
            Workshop workshop,
            ProgramRunner programs,
            DumpRestore restore,
            TestCopies tests,
            ProductionSwitch production,
            Backups backups,
            UpgradeRequests requests,
            JuniperProperties properties) {
        this.databases = databases;
        this.clusters = clusters;
        this.workshop = workshop;
        this.programs = programs;
        this.restore = restore;
        this.tests = tests;
        this.production = production;
        this.backups = backups;
        this.requests = requests;
        this.temporary = properties.temporary();
    }

    /**
     * Makes the copy that a request upgrades: by dump and restore while the database is in use, file by file where it is
     * closed for production, of the newest backup for a first trial where there is one, and for a project's branch always
     * (R43). A trial that is repeated is of the database as it is: what the last one met may have been mended in it since.
     *
     * @param log gets a line for each object
     * @throws RequestRefusedException if a branch's database has no backup any more
     */
    void copy(UpgradeRequest request, Consumer<String> log) {
        if (request.isForProduction()) {
            production.copy(request.id(), request.workshopName());
            return;
        }
        var backup = request.branch() != null
                ? newestBackup(origin(request))
                : request.isTrial() && !requests.isTriedAgain(request)
                        ? newestBackup(origin(request))
                        : Optional.<Backup>empty();
        if (request.branch() != null && backup.isEmpty()) {
            throw new RequestRefusedException(List.of(noBackup(origin(request))));
        }
        if (backup.isPresent()) {
            requests.copiedFrom(request.id(), backup.get().begun());
            restore(request, backups.dump(backup.get()), log);
        } else {
            dumpAndRestore(request, log);
        }
    }

    /** {@return the newest daily backup of a database as it is now, not of before its last upgrade} */
    Optional<Backup> newestBackup(HostedDatabase database) {
        var after = requests.lastUpgraded(database.id()).orElse(Instant.EPOCH);
        return backups.of(database.id()).stream()
                .filter(backup -> backup.ended() != null && backup.begun().isAfter(after))
                .filter(backup -> Files.isDirectory(backups.dump(backup)))
                .findFirst();
    }

    static Reason noBackup(HostedDatabase database) {
        return new Reason(
                "backup",
                "There is no backup of %s yet, and the test upgrade of a branch is made of the newest one. Backups are taken daily; ask again after the next."
                        .formatted(database.name()));
    }

    private void restore(UpgradeRequest request, Path dump, Consumer<String> log) {
        restore.restore(
                dump,
                workshop.create(
                        request.workshopName(), clusters.require(origin(request).cluster())),
                log);
    }

    private void dumpAndRestore(UpgradeRequest request, Consumer<String> log) {
        var database = origin(request);
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(temporary), "copy");
            try {
                var dump = folder.resolve("dump");
                programs.run(
                        "pg_dump",
                        List.of(
                                "--format",
                                "directory",
                                "--jobs",
                                JOBS,
                                "--compress",
                                "1",
                                "--no-owner",
                                "--no-privileges",
                                "--verbose",
                                "--file",
                                dump.toString()),
                        new WorkshopDatabase(database.name(), databases.reader(database)),
                        null,
                        folder,
                        log);
                restore(request, dump, log);
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return why a database cannot be upgraded in its place} */
    List<String> obstacles(UpgradeRequest request) {
        return production.obstacles(origin(request));
    }

    /** The origin's files; those of production are not read to their end, since nobody can use it meanwhile. */
    PresentFiles files(UpgradeRequest request) {
        var database = origin(request);
        return new PresentFiles(
                clusters.require(database.cluster()).filestoreOf(database.name()), !request.isForProduction());
    }

    /**
     * Puts the upgraded copy beside its origin, as a test or trial database (R41), or its new files to the ones of production.
     *
     * @param files what the upgrade made
     */
    void place(UpgradeRequest request, Path files) {
        if (request.isForProduction()) {
            production.addFiles(request.id(), files);
        } else {
            tests.place(
                    origin(request),
                    request.id(),
                    request.workshopName(),
                    request.copyKind(),
                    request.targetVersion(),
                    files);
        }
    }

    private HostedDatabase origin(UpgradeRequest request) {
        return databases.require(Objects.requireNonNull(request.databaseId()));
    }
}
