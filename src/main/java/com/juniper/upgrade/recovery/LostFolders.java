package com.juniper.upgrade.recovery;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.Reconciliation.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** What is in the home folder, or in the bucket of results, without a row in the platform's database; and the other way round. */
@Component
class LostFolders {

    private static final String BUCKET = "bucket";

    /** What is in a folder of the home folder, or in the bucket, and which names are known there. */
    private static final Map<String, String> KNOWN = Map.of(
            "artifacts",
            "select id::text from upgrade.request",
            BUCKET,
            "select id::text from upgrade.request",
            "uploads/files",
            "select id from upgrade.upload",
            "backups",
            "select id::text from upgrade.backup",
            "projects",
            "select name || '.git' from upgrade.project");

    private static final String UPLOADS = """
            select u.id, coalesce(min(r.number), u.id) as known from upgrade.upload u
            left join upgrade.request r on r.upload_id = u.id
            where u.complete and u.error is null group by u.id order by known""";

    private static final String BACKUPS = """
            select b.id::text, d.name from upgrade.backup b join upgrade.hosted_database d on d.id = b.database_id
            where b.ended is not null order by d.name""";

    private static final String KEPT = "projects";

    private final JdbcClient jdbc;
    private final Artifacts artifacts;
    private final Backups backups;
    private final Clusters clusters;
    private final Path home;

    LostFolders(
            JdbcClient jdbc, Artifacts artifacts, Backups backups, Clusters clusters, JuniperProperties properties) {
        this.jdbc = jdbc;
        this.artifacts = artifacts;
        this.backups = backups;
        this.clusters = clusters;
        this.home = properties.home();
    }

    /**
     * Tells what nothing knows of, and which uploads, backups and results are gone; the home folder first.
     *
     * @throws com.juniper.upgrade.artifacts.FileStoreAwayException where the bucket cannot be looked into
     */
    void look(Consumer<Found> found) {
        KNOWN.keySet().stream()
                .filter(folder -> !folder.equals(BUCKET))
                .forEach(folder -> unknown(folder, names(folder), found));
        gone(
                "uploads/files",
                UPLOADS,
                "Uploads whose files are gone are of: %s. Their people are told to upload again.",
                found);
        gone(
                "backups",
                BACKUPS,
                "Backups whose files are gone are of: %s. Take new ones; they are not due yet.",
                found);
        var inBucket = artifacts.namesInBucket();
        unknown(BUCKET, requests(inBucket), found);
        var gone = jdbc.sql("""
                        select r.number, a.request_id::text, a.name, a.encrypted and k.request_id is null, a.in_bucket
                        from upgrade.artifact a
                        join upgrade.request r on r.id = a.request_id left join upgrade.request_key k on k.request_id = a.request_id
                        order by r.number""")
                .query((row, number) -> row.getBoolean(4)
                                || !(row.getBoolean(5)
                                        ? inBucket.contains(row.getString(2) + "/" + row.getString(3))
                                        : Files.exists(home.resolve("artifacts")
                                                .resolve(row.getString(2))
                                                .resolve(row.getString(3))))
                        ? row.getString(1)
                        : "")
                .list();
        tell("artifacts", gone, "Results that are listed, but cannot be read any more, are of: %s.", found);
    }

    private void gone(String folder, String listed, String sentence, Consumer<Found> found) {
        var there = Set.copyOf(names(folder));
        var gone = jdbc.sql(listed)
                .query((row, number) -> there.contains(row.getString(1)) ? "" : row.getString(2))
                .list();
        tell(folder, gone, sentence, found);
    }

    /** Tells of what is not empty, in one sentence. */
    private static void tell(String folder, List<String> gone, String sentence, Consumer<Found> found) {
        var names = gone.stream().filter(name -> !name.isEmpty()).distinct().toList();
        if (!names.isEmpty()) {
            found.accept(
                    new Found("MISSING", folder, names.get(0), sentence.formatted(String.join(", ", names)), false));
        }
    }

    private void unknown(String folder, List<String> names, Consumer<Found> found) {
        var known =
                jdbc.sql(String.valueOf(KNOWN.get(folder))).query(String.class).set();
        names.stream()
                .filter(name -> !known.contains(name) && !name.startsWith("."))
                .forEach(name -> found.accept(new Found(
                        "FOLDER",
                        folder,
                        name,
                        folder.equals(KEPT)
                                ? "A repository of a project that nothing here knows of: make the project again under its name."
                                : "Nothing here knows of it, so nobody can use it, and it is never deleted by itself.",
                        !folder.equals(KEPT))));
    }

    private static List<String> requests(Set<String> inBucket) {
        return inBucket.stream()
                .map(name -> name.substring(0, name.indexOf('/')))
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> names(String folder) {
        if (folder.equals(BUCKET)) {
            return requests(artifacts.namesInBucket());
        }
        var path = home.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(path)) {
            return names.map(name -> name.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what {@link #look} found. */
    void drop(String folder, String name) {
        if (!KNOWN.containsKey(folder) || folder.equals(KEPT) || !names(folder).contains(name)) {
            return;
        }
        if (folder.equals(BUCKET)) {
            artifacts.delete(UUID.fromString(name));
            return;
        }
        try {
            FileSystemUtils.deleteRecursively(home.resolve(folder).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (folder.equals("backups") && name.matches("\\d{1,18}")) {
            clusters.all().forEach(cluster -> backups.deleteFiles(Long.parseLong(name), cluster.name()));
        }
    }
}
