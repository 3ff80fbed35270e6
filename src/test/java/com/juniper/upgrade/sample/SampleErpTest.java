package com.juniper.upgrade.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.UpgradeEngine;
import com.juniper.upgrade.engine.UpgradeListener;
import com.juniper.upgrade.engine.UpgradeSettings;
import com.juniper.upgrade.engine.Version;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample ERP on a real server: every version builds, and each customer's database goes to the last one. */
class SampleErpTest {

    private static final Version LAST = VersionRange.VERSIONS.get(VersionRange.VERSIONS.size() - 1);

    @TempDir
    private static Path folder;

    private static Catalogs releases;

    @BeforeAll
    static void publish() {
        releases = SampleErp.publish(folder, VersionRange.VERSIONS.toArray(Version[]::new));
    }

    static List<SampleCustomer> customers() {
        return SampleCustomer.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("customers")
    @DisplayName("R2: each customer of the sample goes to the last version with the sample's own releases")
    void toTheLastVersion(SampleCustomer customer) {
        var database = TestPostgres.createDatabase("sample_customer");
        ErpBuilder.build(database, customer.version(), customer.modules());
        customer.fill(database);

        var result = new UpgradeEngine(UpgradeSettings.defaults())
                .upgrade(database, LAST, releases, folder.resolve("filestore"), UpgradeListener.none());

        assertThat(result.hops()).hasSize(hops(customer.version()));
        assertThat(DatabaseAnalysis.of(database).version()).isEqualTo(LAST);
        assertThat(DatabaseAnalysis.of(database).line()).isEqualTo("sample");
    }

    static List<SampleCustomer> hosted() {
        return SampleCustomer.HOSTED;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hosted")
    @DisplayName("R33, R34: each database that the sample hosts can be made, the one on the last version too")
    void isHosted(SampleCustomer customer) {
        var database = TestPostgres.createDatabase("sample_hosted");
        ErpBuilder.build(database, customer.version(), customer.modules());
        customer.fill(database);

        assertThat(DatabaseAnalysis.of(database).version()).isEqualTo(customer.version());
    }

    @Test
    @DisplayName(
            "R63: the new version's icons and logos come with their files, over a rename of their model; the customer's own stay")
    void standardImages() throws Exception {
        var database = TestPostgres.createDatabase("sample_images");
        ErpBuilder.build(database, VersionRange.VERSIONS.get(0), Set.of("contacts", "payment"));
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "update ir_attachment set store_fname = '0a/own', checksum = 'own' where res_model = 'ir.ui.menu' and res_id = 1");
            statement.execute("delete from ir_attachment where res_model = 'ir.ui.menu' and res_id = 2");
        }
        var filestore = folder.resolve("images");

        new UpgradeEngine(UpgradeSettings.defaults())
                .upgrade(database, LAST, releases, filestore, UpgradeListener.none());

        Map<String, String> files = new TreeMap<>();
        try (Connection connection = database.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("select res_model || ' ' || res_id, store_fname from ir_attachment")) {
            while (rows.next()) {
                files.put(rows.getString(1), rows.getString(2));
            }
        }
        assertThat(files).containsOnlyKeys("ir.ui.menu 1", "payment.provider 1");
        assertThat(files).containsEntry("ir.ui.menu 1", "0a/own");
        assertThat(filestore.resolve(files.getOrDefault("payment.provider 1", "?")))
                .content()
                .contains("Transfer " + LAST);
    }

    private static int hops(Version from) {
        return VersionRange.VERSIONS.size() - 1 - VersionRange.VERSIONS.indexOf(from);
    }
}
