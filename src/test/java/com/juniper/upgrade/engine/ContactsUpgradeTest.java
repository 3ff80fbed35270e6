package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.engine.ModuleInfo.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real databases with few applications get the structure that a native database of the new version has. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContactsUpgradeTest {

    private static final String CHECKSUM = """
            select string_agg(x, ',' order by x) from (
              select '%1$s ' || coalesce(md5(string_agg(md5((to_jsonb(t) - 'create_date' - 'write_date')::text), '' order by md5((to_jsonb(t) - 'create_date' - 'write_date')::text))), '') x
              from public.%1$s t) y""";

    @TempDir
    private static Path folder;

    private static Catalogs releases;

    @BeforeAll
    static void publish() {
        releases = RealDatabases.releases(14, 15, 16, 17, 18);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    @DisplayName("R1: a database moves to the next version")
    void getsTheStructureOfTheNextVersion(int from) throws SQLException {
        var database = RealDatabases.copy("contacts-" + from + ".0", "contacts");

        upgrade(database, from + 1, UpgradeListener.none());

        assertStructureOf(from + 1, database);
    }

    @Test
    @DisplayName("R2: an upgrade chains the hops of several versions")
    void goesOverSeveralVersions() throws SQLException {
        var database = RealDatabases.copy("contacts-14.0", "contacts");

        var result = upgrade(database, 18, UpgradeListener.none());

        assertThat(result.hops()).extracting(hop -> hop.to().major()).containsExactly(15, 16, 17, 18);
        assertThat(DatabaseAnalysis.of(database).version()).isEqualTo(new Version(18, 0));
        assertStructureOf(18, database);
        assertThat(DatabaseCheck.run(database, releases)).isEmpty();
    }

    @Test
    @DisplayName("R9: standard modules that the reference database does not have are not taken for custom ones")
    void standardModulesWithoutStructure() throws SQLException {
        var database = RealDatabases.copy("contacts-16.0", "uncarried");
        try (Connection connection = database.connect()) {
            Sql.execute(connection, """
                    update ir_module_module set state = 'installed', latest_version = '16.0.1.0'
                    where name in ('hr_holidays', 'l10n_de_skr03', 'sale_quotation_builder');
                    insert into ir_module_module (name, state, latest_version) values ('acme', 'installed', '16.0.1.0');
                    insert into ir_ui_view (id, name, model, type, mode, priority, active, arch_db) select 900000 + n, 'quotation ' || n, 'res.partner',
                      'form', 'primary', 16, true, '{"en_US": "<form><field name=\\"name\\"/></form>"}' from generate_series(1, 2) n;
                    insert into ir_model_data (module, name, model, res_id, noupdate) values
                      ('sale_quotation_builder', 'form', 'ir.ui.view', 900001, false), ('acme', 'form', 'ir.ui.view', 900002, false)""");
        }

        var kinds = DatabaseAnalysis.of(database, releases, Version.parse("17.0")).modules().stream()
                .collect(Collectors.toMap(ModuleInfo::name, ModuleInfo::kind));
        assertThat(kinds)
                .containsEntry("hr_holidays", Kind.UNCARRIED)
                .containsEntry("l10n_de_skr03", Kind.MERGED)
                .containsEntry("sale_quotation_builder", Kind.REMOVED)
                .containsEntry("acme", Kind.CUSTOM);

        var hop = upgrade(database, 17, UpgradeListener.none()).hops().get(0);

        assertThat(hop.findings())
                .extracting(Finding::title)
                .contains(
                        "Module hr_holidays is a standard module, but not of 17.0's reference database: its tables are kept as they are, the ERP's own update of it must follow",
                        "Module l10n_de_skr03 is now part of l10n_de, but not of 17.0's reference database: its tables are kept as they are, the ERP's own update of it must follow",
                        "Module sale_quotation_builder is not in version 17.0: its tables are kept, its views and rights are removed",
                        "Module acme is custom: its tables are kept, its maintainer must update it");
        try (Connection connection = database.connect()) {
            assertThat(
                            Sql.strings(
                                    connection,
                                    "select name || ' ' || state from ir_module_module where name in ('hr_holidays', 'l10n_de_skr03', 'sale_quotation_builder', 'acme') order by 1"))
                    .containsExactly("acme installed", "hr_holidays installed");
            assertThat(Sql.strings(
                            connection, "select name from ir_ui_view where id >= 900000 and name like 'quotation%'"))
                    .containsExactly("quotation 2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    @DisplayName("Whatever a version drops, a script moves or a sentence explains")
    void explainsEveryLoss(int from) {
        var comparison = CatalogComparison.of(
                RealDatabases.release(new Version(from, 0)),
                RealDatabases.release(new Version(from + 1, 0)),
                List.of());

        assertThat(comparison.losses()).isEmpty();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @DisplayName("R78, R84, R85: what customers made in Studio, in custom modules and by hand goes over three versions")
    void keepsCustomizations() throws SQLException, IOException {
        var database = RealDatabases.copy("contacts-15.0", "customized");
        var sql = Path.of("src/test/resources/customizations");
        try (Connection connection = database.connect()) {
            Sql.execute(connection, java.nio.file.Files.readString(sql.resolve("make.sql")));
        }

        var result = upgrade(database, 18, UpgradeListener.none());

        try (Connection connection = database.connect()) {
            assertThat(Sql.strings(connection, java.nio.file.Files.readString(sql.resolve("check.sql"))))
                    .isEmpty();
        }
        var findings =
                result.hops().stream().flatMap(hop -> hop.findings().stream()).toList();
        assertThat(findings)
                .filteredOn(finding -> finding.title().startsWith("View \"Broken"))
                .hasSize(10)
                .allSatisfy(finding -> assertThat(finding.details())
                        .containsEntry("reason", "the model res.partner has no field 'date'")
                        .containsKey("xml"));
        assertThat(findings)
                .filteredOn(finding -> finding.category().equals("texts")
                        && finding.details().getOrDefault("name", "").startsWith("Broken"))
                .extracting(finding ->
                        finding.details().get("name") + ": " + finding.details().get("reason"))
                .containsExactlyInAnyOrder(
                        "Broken filter: the model res.partner has no field 'gone'",
                        "Broken brackets: it cannot be read",
                        "Broken condition: it cannot be read",
                        "Broken option: the field type of res.partner has no value 'private'",
                        "Broken groups: the model res.country has no field 'gone'",
                        "Broken order: the model res.country has no field 'gone'",
                        "Broken action: the model res.country has no field 'gone'",
                        "Broken rule: the model res.partner has no field 'gone'",
                        "Broken code: the model res.country has no field 'gone'",
                        "Broken code: the model old.model does not exist",
                        "Broken code: the external id base.gone does not exist",
                        "Broken template: the model res.country has no field 'gone'",
                        "Broken export: the model res.country has no field 'gone'");
        assertThat(findings)
                .filteredOn(finding -> finding.category().equals("code"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.title()).startsWith("Action \"Broken code\" runs Python code of yours");
                    assertThat(finding.details()).containsEntry("model", "res.partner");
                    assertThat(finding.module()).isEqualTo("base");
                });
        assertThat(findings)
                .filteredOn(finding -> finding.title().contains("\"Broken template\""))
                .extracting(Finding::module)
                .containsOnly("mail");
        assertThat(result.appTitles()).containsEntry("base", "Base").containsEntry("mail", "Discuss");
        assertThat(findings).noneMatch(finding -> finding.severity().equals("PROBLEM"));
        assertThat(DatabaseCheck.run(database, releases)).allMatch(defect -> findings.stream()
                .anyMatch(finding -> finding.category().equals("texts")
                        && defect.thing()
                                .equals(finding.details().get("table") + " "
                                        + finding.details().get("id"))));
    }

    @Test
    void goesOnAfterFaultsAndGivesTheSameRows() throws SQLException {
        var disturbed = RealDatabases.copy("contacts-16.0", "contacts");
        var undisturbed = RealDatabases.copy("contacts-16.0", "contacts");
        Set<String> failed = new HashSet<>();

        upgrade(undisturbed, 17, UpgradeListener.none());
        boolean done = false;
        while (!done) {
            done = attempt(disturbed, failed);
        }

        assertThat(failed).hasSizeGreaterThan(10);
        assertThat(checksums(disturbed)).isEqualTo(checksums(undisturbed));
    }

    private static boolean attempt(DatabaseAddress database, Set<String> failed) {
        try {
            upgrade(database, 17, new UpgradeListener() {
                @Override
                public void stepEnded(String hop, String step, long rows, Duration time) {
                    if (failed.add(step) && failed.size() % 5 == 0) {
                        throw new IllegalStateException("a fault at the end of " + step);
                    }
                }
            });
            return true;
        } catch (EngineException | IllegalStateException e) {
            return false;
        }
    }

    private static UpgradeResult upgrade(DatabaseAddress database, int to, UpgradeListener listener) {
        return new UpgradeEngine(UpgradeSettings.defaults())
                .upgrade(database, new Version(to, 0), releases, folder.resolve("filestore"), listener);
    }

    /** A table of 14.0 is kept with its rows, though newer versions do not use it. */
    private static void assertStructureOf(int version, DatabaseAddress database) throws SQLException {
        var nativeDatabase = RealDatabases.copy("contacts-" + version + ".0", "native");
        var expected = structure(nativeDatabase);
        var actual = structure(database);
        assertThat(actual).containsAll(expected);
        actual.removeAll(expected);
        assertThat(actual).allMatch(thing -> thing.contains("mail_message_mail_channel_rel"));
    }

    private static Set<String> structure(DatabaseAddress database) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql.execute(connection, "set search_path = pg_catalog, public");
            Set<String> things = new HashSet<>();
            var schema = SchemaReader.read(connection);
            schema.tables().values().forEach(table -> table.columns()
                    .values()
                    .forEach(column -> things.add(table.name() + "." + column)));
            schema.constraints().forEach(constraint -> things.add(constraint.toString()));
            schema.indexes().forEach(index -> things.add(index.toString()));
            schema.views().forEach(view -> things.add(view.toString()));
            return things;
        }
    }

    private static List<String> checksums(DatabaseAddress database) throws SQLException {
        try (Connection connection = database.connect()) {
            var tables = Sql.strings(
                    connection, "select quote_ident(tablename) from pg_tables where schemaname = 'public' order by 1");
            List<String> sums = new java.util.ArrayList<>();
            for (String table : tables) {
                sums.addAll(Sql.strings(connection, CHECKSUM.formatted(table)));
            }
            return sums;
        }
    }
}
