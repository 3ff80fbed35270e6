package com.juniper.upgrade.sample;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.Hosting;
import com.juniper.upgrade.databases.ProgramRunner;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.databases.WorkshopDatabase;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Release;
import com.juniper.upgrade.releases.Releases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Makes the sample at the platform's first start: the five releases of line {@code sample}, its customers' dumps in
 * {@code JUNIPER_HOME/sample}, and their hosted databases. What is made already is left alone, so an interrupted start goes on at the next one.
 */
@Component
@Order(0)
class SampleReleases implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(SampleReleases.class);

    private static final String BUILD = "sample_build";

    private final Releases releases;
    private final Workshop workshop;
    private final ProgramRunner programs;
    private final Hosting hosting;
    private final Clusters clusters;
    private final JuniperProperties properties;

    SampleReleases(
            Releases releases,
            Workshop workshop,
            ProgramRunner programs,
            Hosting hosting,
            Clusters clusters,
            JuniperProperties properties) {
        this.releases = releases;
        this.workshop = workshop;
        this.programs = programs;
        this.hosting = hosting;
        this.clusters = clusters;
        this.properties = properties;
    }

    /** Something to make, with the name that the log shows. */
    private record Piece(String name, Work work) {}

    /** Makes a piece. */
    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!properties.demo()) {
            return;
        }
        var folder = Files.createDirectories(properties.home().resolve("sample"));
        var pieces = new java.util.ArrayList<Piece>();
        VersionRange.VERSIONS.stream()
                .filter(version -> !isPublished(version))
                .forEach(version -> pieces.add(new Piece("release " + version, () -> publish(version))));
        SampleCustomer.HOSTED.stream()
                .filter(customer -> lacksDump(customer, folder) || lacksDatabase(customer))
                .forEach(customer -> pieces.add(new Piece(customer.name(), () -> make(customer, folder))));
        make(pieces);
    }

    private static void make(List<Piece> pieces) throws IOException {
        var start = Instant.now();
        for (int i = 0; i < pieces.size(); i++) {
            var left = i == 0
                    ? "?"
                    : Duration.between(start, Instant.now())
                            .multipliedBy(pieces.size() - i)
                            .dividedBy(i)
                            .toSeconds();
            log.info(
                    "Making the sample, {} of {}: {} (about {} s left)",
                    i + 1,
                    pieces.size(),
                    pieces.get(i).name(),
                    left);
            pieces.get(i).work().run();
        }
    }

    private boolean isPublished(Version version) {
        return releases.all().stream()
                .map(Release::summary)
                .anyMatch(summary ->
                        summary.line().equals("sample") && summary.version().equals(version));
    }

    private void publish(Version version) throws IOException {
        var files = Files.createTempDirectory(Files.createDirectories(properties.temporary()), "sample");
        try {
            ErpImage.write(files, version);
            built(
                    version,
                    Set.of(),
                    null,
                    database -> releases.capture(version, "sample", database.address(), files, "sample"));
        } finally {
            FileSystemUtils.deleteRecursively(files);
        }
    }

    private static boolean lacksDump(SampleCustomer customer, Path folder) {
        return SampleCustomer.ALL.contains(customer) && !Files.exists(folder.resolve(customer.file()));
    }

    private boolean lacksDatabase(SampleCustomer customer) {
        return !hosting.isHosted(customer.name());
    }

    /** Builds a customer's database once, for its dump and to be hosted. */
    private void make(SampleCustomer customer, Path folder) throws IOException {
        var files = Files.createTempDirectory(Files.createDirectories(properties.temporary()), "sample");
        try {
            ErpImage.write(files, customer.version());
            built(customer.version(), customer.modules(), customer, database -> {
                if (lacksDump(customer, folder)) {
                    dump(customer, database, folder);
                }
                if (lacksDatabase(customer)) {
                    hosting.adopt(BUILD, clusters.local(), customer.name(), customer.company(), files);
                }
            });
        } finally {
            FileSystemUtils.deleteRecursively(files);
        }
    }

    private void dump(SampleCustomer customer, WorkshopDatabase database, Path folder) {
        var part = folder.resolve(customer.file() + ".part");
        programs.run(
                "pg_dump",
                List.of("--format", "custom", "--no-owner", "--no-privileges", "--file", part.toString()),
                database,
                null,
                folder,
                line -> {});
        try {
            Files.move(part, folder.resolve(customer.file()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void built(
            Version version,
            Set<String> modules,
            @Nullable SampleCustomer customer,
            java.util.function.Consumer<WorkshopDatabase> use) {
        try {
            var database = workshop.create(BUILD);
            ErpBuilder.build(database.address(), version, modules);
            if (customer != null) {
                customer.fill(database.address());
            }
            use.accept(database);
        } finally {
            workshop.drop(BUILD);
        }
    }
}
