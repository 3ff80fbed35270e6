package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an upgrade found, handed out whole however much it is. */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FindingExportTest {

    private static final Hop HOP = new Hop(Version.parse("16.0"), Version.parse("17.0"));
    private static final int MANY = 100_000;

    @TempDir
    private Path folder;

    private DatabaseAddress database;

    @BeforeEach
    void anUpgradeUnderWay() throws SQLException {
        database = TestPostgres.createDatabase("findings");
        try (Connection connection = database.connect()) {
            Sql.execute(connection, Scripts.resource("work-schema.sql"));
            WorkSchema.begin(connection, HOP);
        }
    }

    @Test
    @DisplayName("Issue 3, 6: findings of more bytes than the heap has are all in the CSV; the result holds few")
    void moreThanTheHeap() throws SQLException, IOException {
        var csv = folder.resolve("findings.csv");
        try (Connection connection = database.connect()) {
            Sql.update(connection, """
                    insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                    select '16.0→17.0', (array['conflicts', 'fields'])[1 + i % 2], case when i = 100000 then 'PROBLEM' else 'INFO' end,
                           'module_' || i % 10, 'Finding ' || i, jsonb_build_object('id', i::text, 'yours', repeat('x', 9000))
                    from generate_series(1, 100000) i""");

            var result = UpgradeEngine.result(connection, HOP);

            assertThat(result.findingsInAll()).isEqualTo(MANY);
            assertThat(result.counts()).hasSize(11).contains(new FindingCount("conflicts", "PROBLEM", "module_0", 1));
            assertThat(result.findings()).hasSize(2 * HopResult.SHOWN);
            assertThat(result.findings().get(0).title()).isEqualTo("Finding 100000");
        }

        FindingExport.writeCsv(database, csv);

        assertThat(Files.size(csv)).isGreaterThan(Runtime.getRuntime().maxMemory());
        try (BufferedReader lines = Files.newBufferedReader(csv)) {
            assertThat(lines.readLine()).isEqualTo("from,to,category,severity,app,title,details");
            assertThat(lines.readLine()).startsWith("16.0,17.0,conflicts,PROBLEM,module_0,Finding 100000,\"id: 100000");
            // the details are two lines
            assertThat(lines.lines().count()).isEqualTo(2L * MANY - 1);
        }
    }

    @Test
    @DisplayName(
            "Issue 3, 6: a spreadsheet runs no cell of the CSV as a formula, and quotes and lines stay what they are")
    void noCellIsAFormula() throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            for (String title : List.of("=1+1", "+1", "-1", "@sum", "\t=1", "plain, \"quoted\"", "a=b")) {
                find(connection, title, "{\"=a\": \"b\"}");
            }
        }

        FindingExport.writeCsv(database, folder.resolve("findings.csv"));

        assertThat(folder.resolve("findings.csv")).content().isEqualTo("""
                from,to,category,severity,app,title,details
                16.0,17.0,fields,INFO,'=evil,'=1+1,'=a: b
                16.0,17.0,fields,INFO,'=evil,'+1,'=a: b
                16.0,17.0,fields,INFO,'=evil,'-1,'=a: b
                16.0,17.0,fields,INFO,'=evil,'@sum,'=a: b
                16.0,17.0,fields,INFO,'=evil,'\t=1,'=a: b
                16.0,17.0,fields,INFO,'=evil,"plain, ""quoted""\",'=a: b
                16.0,17.0,fields,INFO,'=evil,a=b,'=a: b
                """);
        assertThat(folder.resolve("findings.csv.part")).doesNotExist();
    }

    @Test
    @DisplayName(
            "Issue 3, 6: a file that cannot be written, and a reader that fails, are told; the next call does it all")
    void failsAndIsRepeated() throws SQLException {
        try (Connection connection = database.connect()) {
            find(connection, "one", "{}");
        }

        assertThatThrownBy(() -> FindingExport.writeCsv(database, folder.resolve("missing/findings.csv")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> FindingExport.read(database, UUID.randomUUID(), rows -> {
                    throw new IOException("the disk is gone");
                }))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("the disk is gone");

        FindingExport.writeCsv(database, folder.resolve("findings.csv"));
        assertThat(folder.resolve("findings.csv")).content().endsWith("one,\"\"\n");
    }

    private static void find(Connection connection, String title, String details) throws SQLException {
        Sql.update(
                connection,
                "insert into juniper_upgrade.finding (hop, category, severity, module, title, details) values ('16.0→17.0', 'fields', 'INFO', '=evil', ?, ?::jsonb)",
                title,
                details);
    }
}
