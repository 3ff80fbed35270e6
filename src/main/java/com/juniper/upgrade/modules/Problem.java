package com.juniper.upgrade.modules;

import org.jspecify.annotations.Nullable;

/**
 * Something that keeps custom modules from being used.
 *
 * @param path of the file, from the sources' root; null if it is about no file
 * @param line the first one is 1; null if it is about the whole file
 * @param message what is wrong, why, and what helps
 */
public record Problem(@Nullable String path, @Nullable Integer line, String message) {

    /** {@return {@code path:line: message}, without what is not known} */
    @Override
    public String toString() {
        return (path == null ? "" : path + (line == null ? "" : ":" + line) + ": ") + message;
    }
}
