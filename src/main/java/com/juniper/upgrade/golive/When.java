package com.juniper.upgrade.golive;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times as people read them, always with their zone. */
public final class When {

    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ENGLISH);

    private When() {}

    /** {@return a time like "Saturday 12 December 2026, 06:00 (Europe/Brussels, UTC+01:00)"} */
    public static String text(Instant time, ZoneId zone) {
        var local = time.atZone(zone);
        return "%s (%s, UTC%s)".formatted(FULL.format(local), zone, OFFSET.format(local));
    }
}
