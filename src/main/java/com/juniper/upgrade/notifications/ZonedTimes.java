package com.juniper.upgrade.notifications;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them, never without their zone. */
public final class ZonedTimes {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", Locale.ENGLISH);

    private ZonedTimes() {}

    /** {@return a time in a zone, like "Saturday 5 December 2026, 06:00 (Europe/Brussels, UTC+1)"} */
    public static String words(Instant time, ZoneId zone) {
        var local = time.atZone(zone);
        var offset = local.getOffset().getTotalSeconds() == 0
                ? ""
                : local.getOffset().getId().replaceFirst("^([+-])0?(\\d+):00$", "$1$2");
        var name = zone.getId().equals("Z") ? "UTC" : zone.getId() + ", UTC" + offset;
        return "%s (%s)".formatted(TIME.format(local), name);
    }
}
