package com.juniper.upgrade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bin/engine upgrade} with all that it can write, and scripts of the operator's own. */
class UpgradeCommandTest {

    private static final Version FROM = Version.parse("17.0");
    private static final Version TO = Version.parse("18.0");

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "Issue 3, 6 and 8: the CSV has every finding; a script of the phase end sees the keys that are built anew")
    void writesTheCsvAndRunsOwnScripts() throws IOException, SQLException {
        var database = SampleErp.database(FROM, "commanded");
        SampleErp.publish(folder, FROM, TO);
        var script = folder.resolve("pack/18.0/base/end-10-keys.sql");
        Files.createDirectories(script.getParent());
        Files.writeString(script, """
                create table public.own_keys as
                select count(*) as n from pg_constraint where conrelid = 'public.res_partner'::regclass and contype = 'f';
                insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                values ('17.0→18.0', 'rows', 'WARNING', '', 'Told by a script, "quoted"', '{"table": "res_partner"}')""");
        var csv = folder.resolve("findings.csv");

        int code = new CommandLine(new EngineCli())
                .execute(
                        "upgrade",
                        "--url=" + database.url(),
                        "--user=" + database.user(),
                        "--password=" + database.password(),
                        "--to=18.0",
                        "--catalogs=" + folder,
                        "--scripts=" + folder.resolve("pack"),
                        "--csv=" + csv,
                        "--report=" + folder.resolve("report.html"));

        assertThat(code).isZero();
        assertThat(csv)
                .content()
                .startsWith("from,to,category,severity,app,title,details\n17.0,18.0,rows,WARNING,base,")
                .contains("\"Told by a script, \"\"quoted\"\"\",table: res_partner");
        assertThat(folder.resolve("report.html")).content().contains("all of them: findings.csv");
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery("select n from own_keys")) {
            rows.next();
            assertThat(rows.getInt(1)).isPositive();
        }
    }
}
