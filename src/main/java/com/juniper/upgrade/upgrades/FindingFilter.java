package com.juniper.upgrade.upgrades;

import org.jspecify.annotations.Nullable;

/**
 * Which findings of a request are wanted; what is null or blank does not matter.
 *
 * @param hop like {@code 16.0→17.0}
 * @param category as of the report
 * @param severity INFO, WARNING or PROBLEM
 * @param app a module's name, or {@value #NO_APP} for findings of none
 * @param text at least {@value #SHORTEST} characters that occur in the title, the app or the first hundred characters of a
 *     detail, in capital or small letters
 */
public record FindingFilter(
        @Nullable String hop,
        @Nullable String category,
        @Nullable String severity,
        @Nullable String app,
        @Nullable String text) {

    /** Stands for findings that are of no app. */
    public static final String NO_APP = "-";

    static final int SHORTEST = 3;
    static final int LONGEST = 200;

    /** Takes blanks for nothing. */
    public FindingFilter {
        hop = given(hop);
        category = given(category);
        severity = given(severity);
        app = given(app);
        text = given(text);
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
