package com.juniper.upgrade.notifications;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as mails say them: with the zone, because nobody knows where a mail is read. */
public final class ZonedTimes {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("O", Locale.ENGLISH);

    private ZonedTimes() {}

    /** {@return a time in words, like "Saturday 5 December 2026, 06:00 (Europe/Brussels, UTC+1)"} */
    public static String words(Instant time, ZoneId zone) {
        var there = time.atZone(zone);
        var offset = OFFSET.format(there).replace("GMT", "UTC");
        return zone.normalized() instanceof ZoneOffset
                ? "%s (%s)".formatted(TIME.format(there), offset)
                : "%s (%s, %s)".formatted(TIME.format(there), zone.getId(), offset);
    }
}
