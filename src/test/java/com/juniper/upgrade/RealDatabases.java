package com.juniper.upgrade;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Dumps of real databases, which are beside the project on some machines only. */
public final class RealDatabases {

    static final Path FOLDER = Path.of("..", "shared", "data");

    private RealDatabases() {}

    /** {@return the dump of that name}; the calling test is skipped, and says so, where the folder does not exist. */
    public static Path dump(String name) {
        var file = FOLDER.resolve(name + ".dump");
        Assumptions.assumeTrue(Files.exists(file), () -> "real database " + file + " is not on this machine");
        return file;
    }
}
