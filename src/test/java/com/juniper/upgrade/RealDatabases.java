package com.juniper.upgrade;

import com.juniper.upgrade.engine.CatalogCapture;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** Dumps of real databases, which are beside the project on some machines only. */
public final class RealDatabases {

    static final Path FOLDER = Path.of("..", "shared", "data");

    private static final Map<Path, DatabaseAddress> RESTORED = new ConcurrentHashMap<>();

    private RealDatabases() {}

    /** {@return the dump of that name}; the calling test is skipped, and says so, where the folder does not exist. */
    public static Path dump(String name) {
        var file = FOLDER.resolve(name + ".dump");
        Assumptions.assumeTrue(Files.exists(file), () -> "real database " + file + " is not on this machine");
        return file;
    }

    /** Makes a database from the dump of that name, which is restored once in a JVM. */
    public static DatabaseAddress copy(String name, String prefix) {
        return TestPostgres.copy(restored(dump(name)), prefix);
    }

    /** {@return the releases of the given versions, which are captured once in a build} */
    public static Catalogs releases(int... majors) {
        Map<Version, Path> files = new HashMap<>();
        for (int major : majors) {
            var version = new Version(major, 0);
            files.put(version, release(version));
        }
        return new Catalogs("community", files);
    }

    /** {@return the file of a release} */
    public static Path release(Version version) {
        var dump = dump("reference-" + version);
        return OncePerBuild.file(
                "community-%s.zip".formatted(version),
                file -> CatalogCapture.capture(restored(dump), null, "community", file));
    }

    private static DatabaseAddress restored(Path dump) {
        return RESTORED.computeIfAbsent(dump, key -> TestPostgres.restore(key, "real"));
    }
}
