package com.juniper.upgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's merge of the upgrade's new files with a production filestore of a hundred thousand files. */
class FilestoreMergeTest {

    private static final int PRODUCTION = 100_000;
    private static final int NEW = 2_000;

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "R59: the merged filestore has the files of both, however often it was interrupted; what is missing or damaged is named, and production stays as it is")
    void mergesHoweverOftenItIsInterrupted() throws Exception {
        var production = folder.resolve("shop");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < PRODUCTION; i++) {
            names.add(StoredFile.write(production, ("file " + i).getBytes(StandardCharsets.UTF_8))
                    .path());
        }
        var database = database(names);
        Files.delete(production.resolve(names.get(7)));
        Files.writeString(production.resolve(names.get(8)), "");
        Files.writeString(production.resolve(names.get(9)), "longer than it was");
        var before = contentOf(production);
        var archive = archive();
        var merged = folder.resolve(database.user());

        for (long part : List.of(20L, 60L)) {
            var killed = merge(database, archive, production);
            while (count(merged) < PRODUCTION * part / 100 && killed.isAlive()) {
                Thread.sleep(200);
            }
            killed.destroyForcibly().waitFor();
        }
        var last = merge(database, archive, production);
        var output = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(last.waitFor()).as(output).isZero();
        assertThat(output).contains("Checked 100,000 files of the database: 3 damaged", names.get(7));
        assertThat(Files.readString(folder.resolve(database.user() + "-damaged-files.txt")))
                .contains(
                        "missing: " + names.get(7),
                        "corrupt: " + names.get(8) + " has 0 bytes",
                        "corrupt: " + names.get(9))
                .hasLineCount(3);
        assertThat(contentOf(production)).isEqualTo(before);
        var expected = new TreeSet<>(before.keySet());
        for (int i = 0; i < NEW; i++) {
            expected.add(StoredFile.of(newContent(i)).path());
        }
        var found = contentOf(merged);
        assertThat(found).hasSize(expected.size() + 1); // the mark of the job
        expected.removeAll(found.keySet());
        assertThat(expected).as("files that are in neither").isEmpty();
    }

    private static byte[] newContent(int i) {
        // every second one is in production already
        return ("file " + (PRODUCTION - NEW / 2 + i)).getBytes(StandardCharsets.UTF_8);
    }

    private Path archive() throws IOException {
        var archive = folder.resolve("upgraded.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (int i = 0; i < NEW; i++) {
                zip.putNextEntry(
                        new ZipEntry("filestore/" + StoredFile.of(newContent(i)).path()));
                zip.write(newContent(i));
                zip.closeEntry();
            }
        }
        return archive;
    }

    /** What the client asks the upgraded database: the files that it names, and their sizes. */
    private static DatabaseAddress database(List<String> names) throws SQLException {
        var database = TestPostgres.createDatabase("merge");
        try (var connection = database.connect();
                var insert = connection.prepareStatement(
                        "insert into ir_attachment select name, length('file ' || position - 1) from unnest(?) with ordinality n (name, position)")) {
            connection.createStatement().execute("create table ir_attachment (store_fname text, file_size int)");
            insert.setArray(1, connection.createArrayOf("text", names.toArray()));
            insert.executeUpdate();
        }
        return database;
    }

    private Process merge(DatabaseAddress database, Path archive, Path production) throws IOException {
        var builder = new ProcessBuilder(
                        "python3",
                        "-c",
                        """
                        import sys
                        sys.path.insert(0, sys.argv[1])
                        from pathlib import Path
                        import filestore
                        filestore.merge_files({"restoreName": sys.argv[2], "id": "job"}, Path(sys.argv[3]), Path(sys.argv[4]))""",
                        Path.of("src/main/resources/client").toAbsolutePath().toString(),
                        database.user(),
                        archive.toString(),
                        production.toString())
                .redirectErrorStream(true)
                .directory(folder.toFile());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PGHOST", "127.0.0.1");
        builder.environment()
                .put("PGPORT", Integer.toString(TestPostgres.server().port()));
        builder.environment().put("PGUSER", database.user());
        builder.environment().put("PGPASSWORD", database.password());
        return builder.start();
    }

    private static long count(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.count();
        }
    }

    /** Path, size and time of each file: a changed or replaced one shows. */
    private static SortedMap<String, String> contentOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            var found = new TreeMap<String, String>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(
                        folder.relativize(file).toString(),
                        Files.size(file) + " bytes of "
                                + Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
            }
            return found;
        }
    }
}
