package com.juniper.upgrade.engine;

import org.jspecify.annotations.Nullable;

/** An installed module of a database, and what becomes of it. */
public record ModuleInfo(String name, @Nullable String version, Kind kind) {

    /** Standard modules are those of the releases; all others are custom (R9). */
    public enum Kind {
        STANDARD,
        RENAMED,
        MERGED,
        REMOVED,
        /** Standard, but the new release's reference database does not have it: it stays as it is. */
        UNCARRIED,
        CUSTOM,
        UNKNOWN
    }
}
