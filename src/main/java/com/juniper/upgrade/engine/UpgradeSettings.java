package com.juniper.upgrade.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the engine works.
 *
 * @param scriptPacks directories of scripts, which win over the built-in ones; the first wins over the second
 * @param connections parallel connections for rebuilding indexes and keys
 * @param statementTimeout the longest that one statement may take
 */
public record UpgradeSettings(List<Path> scriptPacks, int connections, Duration statementTimeout) {

    /** {@return no further scripts, as many connections as processors, six hours} */
    public static UpgradeSettings defaults() {
        return new UpgradeSettings(
                List.of(), Math.max(2, Runtime.getRuntime().availableProcessors()), Duration.ofHours(6));
    }
}
