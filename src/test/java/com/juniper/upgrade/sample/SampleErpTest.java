package com.juniper.upgrade.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.CatalogCapture;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.UpgradeEngine;
import com.juniper.upgrade.engine.UpgradeListener;
import com.juniper.upgrade.engine.UpgradeSettings;
import com.juniper.upgrade.engine.Version;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample ERP on a real server: every version builds, and a customer's database goes through all of them. */
class SampleErpTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("R2: a small customer of the sample goes from 14.0 to 18.0 with the sample's own releases")
    void fromTheFirstVersionToTheLast() {
        Map<Version, Path> files = new HashMap<>();
        for (Version version : VersionRange.VERSIONS) {
            var reference = TestPostgres.createDatabase("sample_reference");
            ErpBuilder.build(reference, version, Set.of());
            files.put(version, folder.resolve(version + ".zip"));
            CatalogCapture.capture(reference, null, "sample", files.get(version));
        }
        var customer = TestPostgres.createDatabase("sample_customer");
        ErpBuilder.build(customer, Version.parse("14.0"), Set.of("contacts", "payment"));

        var result = new UpgradeEngine(UpgradeSettings.defaults())
                .upgrade(
                        customer,
                        Version.parse("18.0"),
                        new Catalogs("sample", files),
                        folder.resolve("filestore"),
                        UpgradeListener.none());

        assertThat(result.hops()).hasSize(4);
        assertThat(DatabaseAnalysis.of(customer).version()).hasToString("18.0");
        assertThat(DatabaseAnalysis.of(customer).line()).isEqualTo("sample");
    }
}
