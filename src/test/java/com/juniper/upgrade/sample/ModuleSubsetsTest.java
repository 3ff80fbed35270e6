package com.juniper.upgrade.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseCheck;
import com.juniper.upgrade.engine.Finding;
import com.juniper.upgrade.engine.HopResult;
import com.juniper.upgrade.engine.UpgradeEngine;
import com.juniper.upgrade.engine.UpgradeListener;
import com.juniper.upgrade.engine.UpgradeSettings;
import com.juniper.upgrade.engine.Version;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases of the sample ERP with modules drawn by lot; the seed tells which. */
class ModuleSubsetsTest {

    @TempDir
    private static Path folder;

    private static Catalogs releases;

    @BeforeAll
    static void publish() {
        releases = SampleErp.publish(folder, VersionRange.VERSIONS.toArray(Version[]::new));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("R2: whatever modules are installed, the result is as a native database of the next version is")
    void randomModules(int seed) {
        var random = new Random(seed);
        int from = random.nextInt(VersionRange.VERSIONS.size() - 1);
        var version = VersionRange.VERSIONS.get(from);
        var names = ErpDescription.modules(version).stream()
                .map(ErpModule::name)
                .filter(name -> random.nextInt(4) == 0)
                .collect(Collectors.toSet());
        var database = TestPostgres.createDatabase("sample_subset");
        ErpBuilder.build(database, version, names.isEmpty() ? Set.of("contacts") : names);

        var result = new UpgradeEngine(UpgradeSettings.defaults())
                .upgrade(
                        database,
                        VersionRange.VERSIONS.get(from + 1),
                        releases,
                        folder.resolve("filestore"),
                        UpgradeListener.none());

        assertThat(DatabaseCheck.run(database, releases))
                .as("%s %s", version, names)
                .isEmpty();
        assertThat(result.hops())
                .flatExtracting(HopResult::findings)
                .extracting(Finding::severity)
                .doesNotContain("PROBLEM");
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }
}
