package com.juniper.upgrade.golive;

import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A start that somebody wishes, as an instant.
 *
 * @param zone in which it was given, and is shown
 * @param note what was decided for an hour that happens twice; null for any other
 */
public record LocalSlot(
        Instant start, ZoneId zone, @Nullable String note) {

    /** The zone where nobody knows a better one, by the name that people choose. */
    static final ZoneId UTC = ZoneId.of("UTC");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final int LONGEST = 60;

    /**
     * {@return the start at a local date and time}
     *
     * @param date like 2026-12-31
     * @param time like 06:30; seconds are dropped
     * @param zone like Europe/Brussels
     * @throws RequestRefusedException if one is malformed, or clocks leave the time out on that day: it names both ways out
     */
    public static LocalSlot of(@Nullable String date, @Nullable String time, @Nullable String zone) {
        var where = zone(zone);
        var local = LocalDateTime.of(day(date), hour(time));
        var offsets = where.getRules().getValidOffsets(local);
        return switch (offsets.size()) {
            case 0 -> throw missing(local, where);
            case 1 -> new LocalSlot(local.toInstant(offsets.get(0)), where, null);
            default -> ambiguous(local, where, offsets);
        };
    }

    /**
     * {@return a zone by its name}
     *
     * @throws RequestRefusedException if there is none of that name
     */
    public static ZoneId zone(@Nullable String name) {
        var given = name == null ? "" : name.strip();
        if (!ZoneId.getAvailableZoneIds().contains(given)) {
            throw refused("zone", "There is no time zone '%s'; give one like Europe/Brussels.".formatted(shown(given)));
        }
        return ZoneId.of(given);
    }

    private static LocalDate day(@Nullable String date) {
        try {
            return LocalDate.parse(date == null ? "" : date.strip());
        } catch (DateTimeException e) {
            throw refused("date", "'%s' is no date; give one like 2026-12-31.".formatted(shown(date)));
        }
    }

    private static LocalTime hour(@Nullable String time) {
        try {
            return LocalTime.parse(time == null ? "" : time.strip()).truncatedTo(ChronoUnit.MINUTES);
        } catch (DateTimeException e) {
            throw refused("time", "'%s' is no time of day; give one like 06:30.".formatted(shown(time)));
        }
    }

    private static RequestRefusedException missing(LocalDateTime local, ZoneId zone) {
        var change = zone.getRules().getTransition(local);
        return refused(
                "time",
                "%s does not exist on %s in %s: clocks go from %s to %s. Choose %s or %s."
                        .formatted(
                                TIME.format(local),
                                local.toLocalDate(),
                                zone,
                                TIME.format(change.getDateTimeBefore()),
                                TIME.format(change.getDateTimeAfter()),
                                shown(local.minus(change.getDuration()), local),
                                shown(local.plus(change.getDuration()), local)));
    }

    /** A change at midnight may lead to another day. */
    private static String shown(LocalDateTime choice, LocalDateTime given) {
        return choice.toLocalDate().equals(given.toLocalDate())
                ? TIME.format(choice)
                : "%s on %s".formatted(TIME.format(choice), choice.toLocalDate());
    }

    private static LocalSlot ambiguous(LocalDateTime local, ZoneId zone, List<ZoneOffset> offsets) {
        return new LocalSlot(
                local.toInstant(offsets.get(0)),
                zone,
                "%s happens twice on %s in %s; the first one is taken (UTC%s, not UTC%s)."
                        .formatted(TIME.format(local), local.toLocalDate(), zone, offsets.get(0), offsets.get(1)));
    }

    private static String shown(@Nullable String text) {
        var line = text == null ? "" : text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static RequestRefusedException refused(String code, String message) {
        return new RequestRefusedException(List.of(new Reason(code, message)));
    }
}
