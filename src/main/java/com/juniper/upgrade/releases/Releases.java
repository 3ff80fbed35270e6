package com.juniper.upgrade.releases;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.artifacts.DumpRestore;
import com.juniper.upgrade.artifacts.StandardFiles;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.engine.CatalogCapture;
import com.juniper.upgrade.engine.CatalogSummary;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** The published versions, each known by the catalog of its reference database (engine.md). */
@Service
public class Releases {

    private static final Logger log = LoggerFactory.getLogger(Releases.class);

    private final JdbcClient jdbc;
    private final Workshop workshop;
    private final DumpRestore restore;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Path root;

    Releases(
            JdbcClient jdbc,
            Workshop workshop,
            DumpRestore restore,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            JuniperProperties properties) {
        this.jdbc = jdbc;
        this.workshop = workshop;
        this.restore = restore;
        this.events = events;
        this.transactions = transactions;
        this.root = properties.home().resolve("releases");
    }

    /** {@return the newest revision of every published version, by line and version} */
    public List<Release> all() {
        return jdbc.sql("""
                        select distinct on (line, string_to_array(version, '.')::int[]) * from upgrade.release where withdrawn is null
                        order by line, string_to_array(version, '.')::int[], revision desc""")
                .query((row, number) -> new Release(
                        row.getInt("revision"),
                        row.getTimestamp("published").toInstant(),
                        row.getString("published_by"),
                        new CatalogSummary(
                                Version.parse(row.getString("version")),
                                row.getString("line"),
                                row.getInt("modules"),
                                row.getInt("tables"),
                                row.getLong("records"),
                                row.getInt("files"))))
                .list();
    }

    /** {@return the catalogs of a line, newest revisions} */
    public Catalogs catalogs(String line) {
        Map<Version, Path> files = new HashMap<>();
        all().stream()
                .filter(release -> release.summary().line().equals(line))
                .forEach(release -> files.put(
                        release.summary().version(),
                        file(line, release.summary().version().toString(), release.revision())));
        return new Catalogs(line, files);
    }

    /** {@return the most recent version of a line, which is where R34 and R36 look} */
    public Optional<Version> latest(String line) {
        return catalogs(line).versions().stream().reduce((first, second) -> second);
    }

    /**
     * Publishes a version from the dump of its reference database.
     *
     * @param filestore a zip of its files, where there is one (R63)
     * @throws ReleaseRefusedException if the dump is of another version
     * @throws com.juniper.upgrade.artifacts.DumpRefusedException if it cannot be restored
     */
    public Release publish(Version version, @Nullable String line, Path dump, @Nullable Path filestore, String by) {
        var name = "rel_" + UUID.randomUUID().toString().replace("-", "");
        var files = StandardFiles.unpack(dump, filestore, root);
        try {
            var database = workshop.create(name);
            restore.restore(dump, database, line1 -> {});
            return publish(
                    version,
                    line,
                    database.address(),
                    files,
                    by,
                    release -> events.publishEvent(new ReleasePublished(
                            release.summary().line(), release.summary().version(), by)));
        } finally {
            workshop.drop(name);
            delete(files);
        }
    }

    /**
     * Takes a published version back: it is no target any more, and nobody is invited to it.
     *
     * @throws ReleaseRefusedException if it is not published
     */
    @Transactional
    public void withdraw(String line, Version version, String by) {
        int withdrawn = jdbc.sql(
                        "update upgrade.release set withdrawn = now() where line = ? and version = ? and withdrawn is null")
                .params(line, version.toString())
                .update();
        if (withdrawn == 0) {
            throw new ReleaseRefusedException("%s of line %s is not published".formatted(version, line));
        }
        log.info("{} withdrew {} of line {}", by, version, line);
        events.publishEvent(new ReleaseWithdrawn(line, version, by));
    }

    /** Publishes a version from a reference database that is at hand; no campaign begins. */
    public Release capture(
            Version version, @Nullable String line, DatabaseAddress reference, @Nullable Path filestore, String by) {
        return publish(version, line, reference, filestore, by, release -> {});
    }

    /** A version is there together with what it sets off: a crash leaves both or nothing. */
    private Release publish(
            Version version,
            @Nullable String line,
            DatabaseAddress reference,
            @Nullable Path filestore,
            String by,
            Consumer<Release> published) {
        var analysis = DatabaseAnalysis.of(reference);
        if (!analysis.version().equals(version)) {
            throw new ReleaseRefusedException(
                    "The reference database is of version %s, not %s".formatted(analysis.version(), version));
        }
        var releaseLine = line == null || line.isBlank() ? analysis.line() : line;
        if (!releaseLine.matches("[a-z][a-z0-9_-]{0,62}")) {
            throw new ReleaseRefusedException("'%s' is no name for a release line".formatted(releaseLine));
        }
        int revision = nextRevision(releaseLine, version);
        var file = file(releaseLine, version.toString(), revision);
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var summary = CatalogCapture.capture(reference, filestore, releaseLine, file);
        var release = Objects.requireNonNull(transactions.execute(status -> {
            save(summary, revision, by);
            var saved = all().stream()
                    .filter(candidate -> candidate.summary().line().equals(releaseLine)
                            && candidate.summary().version().equals(version))
                    .findFirst()
                    .orElseThrow();
            published.accept(saved);
            return saved;
        }));
        log.info("Published {} of line {}, revision {}", version, releaseLine, revision);
        return release;
    }

    private int nextRevision(String line, Version version) {
        return jdbc.sql("select coalesce(max(revision), 0) + 1 from upgrade.release where line = ? and version = ?")
                .params(line, version.toString())
                .query(Integer.class)
                .single();
    }

    private void save(CatalogSummary summary, int revision, String by) {
        jdbc.sql("""
                        insert into upgrade.release (line, version, revision, published_by, modules, tables, records, files)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        summary.line(),
                        summary.version().toString(),
                        revision,
                        by,
                        summary.modules(),
                        summary.tables(),
                        summary.records(),
                        summary.files())
                .update();
    }

    private Path file(String line, String version, int revision) {
        return root.resolve(line).resolve(version).resolve(revision + ".zip");
    }

    private static void delete(@Nullable Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
