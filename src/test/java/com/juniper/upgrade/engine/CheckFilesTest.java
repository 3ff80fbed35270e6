package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attachments whose files lie where none should. */
class CheckFilesTest {

    private static final Hop HOP = new Hop(Version.parse("16.0"), Version.parse("17.0"));
    private static final String LINK = "aa/" + "a".repeat(40);
    private static final String FOLDER = "bb/" + "b".repeat(40);

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "Issue 8: a name that leaves the filestore, a link, a folder and a changed file are told, never followed")
    void followsNothing() throws SQLException, IOException {
        var filestore = folder.resolve("filestore");
        var outside = Files.writeString(folder.resolve("outside"), "secret");
        var good = StoredFile.write(filestore, "good".getBytes(StandardCharsets.UTF_8))
                .path();
        var changed = StoredFile.write(filestore, "changed".getBytes(StandardCharsets.UTF_8))
                .path();
        Files.writeString(filestore.resolve(changed), "CHANGED");
        Files.createDirectories(filestore.resolve("aa"));
        Files.createSymbolicLink(filestore.resolve(LINK), outside);
        Files.createDirectories(filestore.resolve(FOLDER));
        var database = TestPostgres.createDatabase("files");
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = database.connect()) {
            Sql.execute(connection, Scripts.resource("work-schema.sql"));
            WorkSchema.begin(connection, HOP);
            Sql.execute(
                    connection,
                    "create table ir_attachment (id serial, name text, res_model text, res_id int, store_fname text, file_size int)");
            for (String name : new String[] {
                good,
                changed,
                LINK,
                FOLDER,
                "../outside",
                "/etc/passwd",
                "aa/../../outside",
                "a'; drop table ir_attachment; --"
            }) {
                Sql.update(connection, "insert into ir_attachment (name, store_fname) values ('x', ?)", name);
            }

            new CheckFiles(
                            connection,
                            folder.resolve("made"),
                            new PresentFiles(filestore, true),
                            UpgradeListener.none())
                    .run(HOP);

            Sql.query(
                            connection,
                            "select details ->> 'file', title from juniper_upgrade.finding where category = 'files'",
                            row -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        }

        assertThat(found)
                .hasSize(7)
                .doesNotContainKey(good)
                .containsEntry(changed, "A file is changed: x")
                .containsEntry(LINK, "A file is missing: x")
                .containsEntry(FOLDER, "A file is missing: x")
                .containsEntry("../outside", "A file is not named by its content: x")
                .containsEntry("/etc/passwd", "A file is not named by its content: x");
    }
}
