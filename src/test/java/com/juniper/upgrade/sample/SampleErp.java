package com.juniper.upgrade.sample;

import com.juniper.upgrade.OncePerBuild;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.CatalogCapture;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sample ERP's releases, for tests of other packages; each is built once in a JVM, and captured once in a build. */
public final class SampleErp {

    private static final Map<Version, DatabaseAddress> BUILT = new ConcurrentHashMap<>();

    private SampleErp() {}

    /** Makes a database with every module of a version. */
    public static DatabaseAddress database(Version version, String prefix) {
        return TestPostgres.copy(built(version), prefix);
    }

    /** Publishes the given versions into a folder. */
    public static Catalogs publish(Path folder, Version... versions) {
        Map<Version, Path> files = new HashMap<>();
        for (Version version : versions) {
            var file = folder.resolve(version + ".zip");
            try {
                Files.copy(captured(version), file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            files.put(version, file);
        }
        return new Catalogs("sample", files);
    }

    private static DatabaseAddress built(Version version) {
        return BUILT.computeIfAbsent(version, key -> {
            var reference = TestPostgres.createDatabase("sample_reference");
            ErpBuilder.build(reference, version, Set.of());
            return reference;
        });
    }

    private static Path captured(Version version) {
        return OncePerBuild.file("sample-%s.zip".formatted(version), file -> {
            try {
                var filestore = Files.createDirectories(TestPostgres.HOME.resolve("sample-" + version));
                ErpImage.write(filestore, version);
                CatalogCapture.capture(built(version), filestore, "sample", file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
