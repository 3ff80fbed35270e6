package com.juniper.upgrade.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the audit log.
 *
 * @param person a login
 * @param upgrade the number of a case
 * @param kind of what, like ARTIFACT
 * @param day in UTC
 * @param after the {@link AuditRow#cursor()} of the row before the first; null for the newest
 */
public record AuditFilter(
        @Nullable String person,
        @Nullable String upgrade,
        @Nullable String kind,
        @Nullable LocalDate day,
        @Nullable String after) {

    private static final Pattern CURSOR = Pattern.compile("([0-9T:.Z-]{10,40})_(\\d{1,18})");

    /** All rows, from the newest on. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    /** Takes what is empty for what is absent. */
    public AuditFilter {
        person = absent(person);
        upgrade = absent(upgrade);
        kind = absent(kind);
        after = absent(after);
        if (after != null && !isCursor(after)) {
            throw new IllegalArgumentException(
                    "'after' is the cursor of a row, like 2026-01-31T12:00:00Z_17, as the page before gives it");
        }
    }

    private static boolean isCursor(String text) {
        try {
            return CURSOR.matcher(text).matches()
                    && Instant.parse(part(text, 1)).isAfter(Instant.EPOCH);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static @Nullable String absent(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** {@return the time of the row before the first} */
    @Nullable
    Instant afterTime() {
        return after == null ? null : Instant.parse(part(after, 1));
    }

    /** {@return the id of the row before the first} */
    long afterId() {
        return after == null ? 0 : Long.parseLong(part(after, 2));
    }

    private static String part(String cursor, int group) {
        var matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(cursor);
        }
        return matcher.group(group);
    }
}
