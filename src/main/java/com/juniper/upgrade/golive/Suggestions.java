package com.juniper.upgrade.golive;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/** Finds the quietest starts (R112). */
final class Suggestions {

    private static final int MOST = 5;
    private static final Duration HORIZON = Duration.ofDays(28);
    private static final Duration STEP = Duration.ofHours(1);
    private static final Duration APART = Duration.ofHours(20);
    private static final Duration BEFORE = Duration.ofHours(1);
    private static final Duration AFTER = Duration.ofHours(3);

    private Suggestions() {}

    private record Candidate(Instant start, double during, double around) {}

    /**
     * {@return at most five starts on the hour in the next 28 days, the quietest first: least in the time that the upgrade
     * takes, then least around it, then soonest; on different days}
     *
     * @param earliest the first time that may be suggested
     * @param length for how long the slot is reserved
     * @param possible whether something may start and end at these times: capacity, analysts' hours
     */
    static List<Suggestion> of(
            HeatMap map, Instant earliest, Instant now, Duration length, BiPredicate<Instant, Instant> possible) {
        List<Candidate> candidates = new ArrayList<>();
        var first = earliest.truncatedTo(ChronoUnit.HOURS);
        for (var start = first.isBefore(earliest) ? first.plus(STEP) : first;
                start.isBefore(now.plus(HORIZON));
                start = start.plus(STEP)) {
            var end = start.plus(length);
            if (possible.test(start, end)) {
                candidates.add(new Candidate(
                        start,
                        rounded(map.expected(start, end)),
                        rounded(map.expected(start.minus(BEFORE), end.plus(AFTER)))));
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::during)
                .thenComparingDouble(Candidate::around)
                .thenComparing(Candidate::start));
        List<Suggestion> chosen = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (chosen.size() < MOST
                    && chosen.stream()
                            .noneMatch(other -> Duration.between(other.start(), candidate.start())
                                            .abs()
                                            .compareTo(APART)
                                    < 0)) {
                chosen.add(new Suggestion(candidate.start(), candidate.during()));
            }
        }
        return List.copyOf(chosen);
    }

    /** What differs by a rounding is the same. */
    private static double rounded(double activity) {
        return Math.round(activity * 100) / 100.0;
    }
}
