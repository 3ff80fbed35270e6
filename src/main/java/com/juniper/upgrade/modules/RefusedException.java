package com.juniper.upgrade.modules;

import org.jspecify.annotations.Nullable;

/** Something in a file that does not count. */
final class RefusedException extends Exception {

    private final @Nullable Integer line;
    private final String reason;

    RefusedException(@Nullable Integer line, String reason) {
        super(reason);
        this.line = line;
        this.reason = reason;
    }

    Problem in(String path) {
        return new Problem(path, line, reason);
    }
}
