package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes of scripts' authors, each found without a customer's database. */
class ScriptLintTest {

    @TempDir
    private static Path catalogs;

    private static Catalogs releases;

    @TempDir
    private Path pack;

    private DatabaseAddress database;

    @BeforeAll
    static void publish() {
        releases = SampleErp.publish(catalogs, Version.parse("15.0"), Version.parse("16.0"));
    }

    @BeforeEach
    void emptyDatabase() {
        database = TestPostgres.createDatabase("lint");
    }

    private void script(String path, String sql) throws IOException {
        var file = pack.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
    }

    @Test
    @DisplayName("The built-in scripts of modules that the sample has are without a finding")
    void findsNothingInOurOwn() throws IOException {
        for (String path : Scripts.resource("index.txt").lines().toList()) {
            if (path.matches("16.0/(account|mail|payment|contacts|base)/.*")) {
                script(path, Scripts.resource(path));
            }
        }

        assertThat(ScriptLint.run(database, releases, pack)).isEmpty();
    }

    @Test
    void findsMistakes() throws IOException, SQLException {
        script(
                "16.0/contacts/pre-50-good.sql",
                "call juniper_upgrade.rename_field('res.partner', 'title', 'salutation')");
        script("16.0/contacts/post-50-foreign.sql", "update public.sale_order set note = null");
        script("16.0/contacts/post-50-guarded.sql", """
                do $$ begin
                  if juniper_upgrade.table_exists('sale_order') then update public.sale_order set note = null; end if;
                end $$""");
        script("16.0/contacts/post-50-syntax.sql", "updat public.res_partner set name = name");
        script("16.0/contacts/end-50-syntax.sql", "updat public.res_partner set name = name");
        script("16.0/contacts/pre-51-twice.sql", "alter table public.res_partner add column x_twice int");
        script("16.0/no_such_module/pre-50-nothing.sql", "select 1");
        script("18.0/contacts/pre-50-unpublished.sql", "select 1");

        var defects = ScriptLint.run(database, releases, pack);

        assertThat(defects)
                .extracting(Defect::thing)
                .containsExactlyInAnyOrder(
                        "16.0/contacts/post-50-foreign.sql",
                        "16.0/contacts/post-50-syntax.sql",
                        "16.0/contacts/end-50-syntax.sql",
                        "16.0/contacts/pre-51-twice.sql",
                        "16.0/no_such_module/pre-50-nothing.sql",
                        "18.0/contacts/pre-50-unpublished.sql");
        assertThat(defects)
                .extracting(Defect::reason)
                .anyMatch(reason -> reason.contains("\"public.sale_order\" does not exist")
                        && reason.contains("contacts does not bring it"))
                .anyMatch(reason -> reason.contains("syntax error"))
                .anyMatch(reason -> reason.startsWith("it cannot be run twice"))
                .anyMatch(reason -> reason.contains("no release has a module no_such_module"))
                .anyMatch(reason -> reason.contains("[15.0, 16.0]"));
        try (var connection = database.connect()) {
            assertThat(
                            Sql.number(
                                    connection,
                                    "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"))
                    .as("tables that are left")
                    .isZero();
        }
    }

    @Test
    void refusesADatabaseWithTables() throws SQLException {
        try (var connection = database.connect()) {
            Sql.execute(connection, "create table somebodys (id int)");
        }

        assertThatThrownBy(() -> ScriptLint.run(database, releases, pack)).hasMessageContaining("is not empty");
    }

    @Test
    void refusesAWrongName() throws IOException {
        script("16.0/contacts/before-x.sql", "select 1");

        assertThatThrownBy(() -> ScriptLint.run(database, releases, pack))
                .hasMessageContaining("before-x.sql is named wrongly; expected is");
    }
}
