package com.juniper.upgrade.modules;

import org.jspecify.annotations.Nullable;

/** The custom modules could not be updated; the database is as it was. Holds no row of it beyond PostgreSQL's first line. */
public class ModuleUpdateFailedException extends RuntimeException {

    private final @Nullable String path;
    private final @Nullable Integer line;
    private final String reason;

    ModuleUpdateFailedException(
            @Nullable String path, @Nullable Integer line, String reason, @Nullable Throwable cause) {
        super(new Problem(path, line, reason).toString(), cause);
        this.path = path;
        this.line = line;
        this.reason = reason;
    }

    /** {@return the file that failed, from the sources' root, or null} */
    public @Nullable String path() {
        return path;
    }

    /** {@return the line that failed, or null} */
    public @Nullable Integer line() {
        return line;
    }

    /** {@return what went wrong, without the place} */
    public String reason() {
        return reason;
    }
}
