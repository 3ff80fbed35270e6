package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What scripts do to a customer's rows: {@code upgrades/<version>/<case>/prepare.sql} makes rows in a sample database of
 * the version before, and {@code check.sql} returns what is wrong with them after the hop, nothing if all is well.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UpgradeScriptsTest {

    private static final Path CASES = Path.of("src/test/resources/upgrades");
    private static final Path APPLICATIONS = Path.of("src/test/resources/upgrades-of-applications");
    private static final List<Version> VERSIONS = Stream.of("14.0", "15.0", "16.0", "17.0", "18.0")
            .map(Version::parse)
            .toList();

    @TempDir
    private static Path folder;

    @TestFactory
    @DisplayName("R2: a version's scripts make of a customer's rows what that version's code would have made")
    Stream<DynamicTest> hops() {
        return folders(CASES).stream().flatMap(this::hop);
    }

    @TestFactory
    @DisplayName("R2: and so do those of applications that the sample ERP has not, on a release with every application")
    Stream<DynamicTest> hopsOfApplications() {
        return folders(APPLICATIONS).stream().flatMap(version -> {
            var to = Version.parse(version.getFileName().toString());
            var from = VERSIONS.get(VERSIONS.indexOf(to) - 1);
            return hop(
                    version,
                    RealDatabases.copy("reference-" + from, "scripts"),
                    to,
                    RealDatabases.releases(from.major(), to.major()));
        });
    }

    private Stream<DynamicTest> hop(Path version) {
        var to = Version.parse(version.getFileName().toString());
        var from = VERSIONS.get(VERSIONS.indexOf(to) - 1);
        return hop(version, SampleErp.database(from, "scripts"), to, SampleErp.publish(folder, from, to));
    }

    private static Stream<DynamicTest> hop(Path version, DatabaseAddress database, Version to, Catalogs releases) {
        var cases = folders(version);
        cases.forEach(one -> run(database, one.resolve("prepare.sql")));

        new UpgradeEngine(UpgradeSettings.defaults())
                .upgrade(database, to, releases, folder.resolve("filestore"), UpgradeListener.none());

        return cases.stream()
                .map(one -> DynamicTest.dynamicTest("%s: %s".formatted(to, one.getFileName()), () -> assertThat(
                                complaints(database, one.resolve("check.sql")))
                        .isEmpty()));
    }

    @Test
    @DisplayName("Every script beside the list of scripts stands in it")
    void listsEveryScript() {
        assertThat(Scripts.resource("index.txt").lines())
                .containsExactlyElementsOf(Scripts.paths(Path.of("src/main/resources/upgrades")).stream()
                        .filter(path -> path.contains("/"))
                        .toList());
    }

    private static List<Path> folders(Path folder) {
        try (Stream<Path> folders = java.nio.file.Files.list(folder)) {
            return folders.filter(java.nio.file.Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(DatabaseAddress database, Path sql) {
        try (Connection connection = database.connect()) {
            Sql.execute(connection, java.nio.file.Files.readString(sql));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static List<String> complaints(DatabaseAddress database, Path sql) throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            return Sql.strings(connection, java.nio.file.Files.readString(sql));
        }
    }
}
