package com.juniper.upgrade.rolling;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * The hours of the day in which trials run: when customers use their databases little.
 *
 * @param from the first minute
 * @param until the end; before {@code from} it is on the next day
 */
record TrialHours(LocalTime from, LocalTime until, ZoneId zone) {

    private static final Pattern TEXT = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d) (\\S+)");

    /**
     * Reads hours like {@code 22:00-06:00 Europe/Brussels}.
     *
     * @throws IllegalArgumentException with the reason, if they are malformed
     */
    static TrialHours of(String text) {
        var parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw refused(text);
        }
        try {
            return new TrialHours(
                    LocalTime.parse(parts.group(1)), LocalTime.parse(parts.group(2)), ZoneId.of(parts.group(3)));
        } catch (DateTimeException e) {
            throw refused(text);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("The hours '%s' are not like 22:00-06:00 Europe/Brussels.".formatted(text));
    }

    /** {@return whether an instant is in them} */
    boolean contain(Instant time) {
        var local = time.atZone(zone).toLocalTime();
        boolean begun = !local.isBefore(from);
        boolean ended = !local.isBefore(until);
        return from.isBefore(until) ? begun && !ended : begun || !ended;
    }
}
