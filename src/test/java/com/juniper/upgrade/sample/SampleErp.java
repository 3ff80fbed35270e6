package com.juniper.upgrade.sample;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.CatalogCapture;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The sample ERP's releases, for tests of other packages. */
public final class SampleErp {

    private SampleErp() {}

    /** Publishes the given versions into a folder. */
    public static Catalogs publish(Path folder, Version... versions) {
        Map<Version, Path> files = new HashMap<>();
        for (Version version : versions) {
            var reference = TestPostgres.createDatabase("sample_reference");
            ErpBuilder.build(reference, version, Set.of());
            var filestore = folder.resolve("filestore-" + version);
            write(filestore, version);
            files.put(version, folder.resolve(version + ".zip"));
            CatalogCapture.capture(reference, filestore, "sample", files.get(version));
        }
        return new Catalogs("sample", files);
    }

    private static void write(Path filestore, Version version) {
        try {
            ErpImage.write(filestore, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
