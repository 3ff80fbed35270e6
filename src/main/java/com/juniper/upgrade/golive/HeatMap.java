package com.juniper.upgrade.golive;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much a database is used in each hour of the week, as its people live it (R112). Whole and half hours between zones,
 * and the changes to and from daylight saving, are followed by the quarter of an hour; an hour of the week that a change
 * leaves out or repeats is divided by how often it really was.
 *
 * @param zone in which the hours are
 * @param from what was counted
 * @param until its end
 * @param cells Monday 0 o'clock to Sunday 23 o'clock
 */
public record HeatMap(ZoneId zone, Instant from, Instant until, List<Cell> cells) {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int DAYS = 7;
    private static final int HOURS = 24;
    private static final double PART = 0.25;

    /** The number of colours beside that of nothing at all. */
    public static final int LEVELS = 5;

    /**
     * An hour of the week.
     *
     * @param hour 0 to 23
     * @param perHour what happens in it: messages, logins and changed records, on an average
     * @param level 0 for nothing, 1 to 5 for how much of the busiest hour
     */
    public record Cell(DayOfWeek day, int hour, double perHour, int level) {

        /** {@return the average as it is read} */
        public String text() {
            return perHour > 0 && perHour < 10
                    ? String.format(Locale.ENGLISH, "%.1f", Math.max(PART / 2, perHour))
                    : Long.toString(Math.round(perHour));
        }
    }

    /** {@return the map of what was counted, in a zone} */
    public static HeatMap of(Usage usage, ZoneId zone) {
        double[] events = new double[DAYS * HOURS];
        double[] hours = new double[DAYS * HOURS];
        for (var time = usage.from(); time.isBefore(usage.until()); time = time.plus(QUARTER)) {
            hours[index(time, zone)] += PART;
        }
        for (var hour : usage.hours()) {
            for (int quarter = 0; quarter < 4; quarter++) {
                events[index(hour.start().plus(QUARTER.multipliedBy(quarter)), zone)] += PART * hour.total();
            }
        }
        return new HeatMap(zone, usage.from(), usage.until(), cells(events, hours));
    }

    private static List<Cell> cells(double[] events, double[] hours) {
        double busiest = 0;
        for (int i = 0; i < events.length; i++) {
            events[i] = hours[i] == 0 ? 0 : events[i] / hours[i];
            busiest = Math.max(busiest, events[i]);
        }
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < events.length; i++) {
            int level = events[i] == 0 ? 0 : (int) Math.ceil(LEVELS * Math.sqrt(events[i] / busiest) - 1e-9);
            cells.add(new Cell(DayOfWeek.of(i / HOURS + 1), i % HOURS, events[i], level));
        }
        return List.copyOf(cells);
    }

    private static int index(Instant time, ZoneId zone) {
        var local = time.atZone(zone);
        return (local.getDayOfWeek().getValue() - 1) * HOURS + local.getHour();
    }

    /** {@return the hour of the week of that day} */
    public Cell cell(DayOfWeek day, int hour) {
        return cells.get((day.getValue() - 1) * HOURS + hour);
    }

    /** {@return how much is to be expected in a time to come} */
    public double expected(Instant start, Instant end) {
        double sum = 0;
        for (var time = start; time.isBefore(end); time = time.plus(QUARTER)) {
            var part = Duration.between(time, end);
            sum += cells.get(index(time, zone)).perHour()
                    * Math.min(QUARTER.toMillis(), part.toMillis())
                    / Duration.ofHours(1).toMillis();
        }
        return sum;
    }

    /** {@return the map where nothing is known: offices work from Monday to Friday, some on Saturday} */
    static HeatMap ofOffices(ZoneId zone) {
        List<Cell> cells = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int hour = 0; hour < HOURS; hour++) {
                boolean daytime = hour >= 7 && hour < 19;
                double perHour =
                        switch (day) {
                            case SUNDAY -> 0;
                            case SATURDAY -> daytime ? 1 : 0;
                            default -> daytime ? 10 : 0;
                        };
                cells.add(new Cell(day, hour, perHour, 0));
            }
        }
        return new HeatMap(zone, Instant.EPOCH, Instant.EPOCH, cells);
    }
}
