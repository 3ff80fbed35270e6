package com.juniper.upgrade.web;

import com.juniper.upgrade.rolling.CampaignView.Wave;
import com.juniper.upgrade.rolling.TrialOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A bar of how many databases have which outcome.
 *
 * @param title of what
 * @param parts those with a database, in the order in which they are drawn
 */
record OutcomeBar(String title, boolean open, long size, List<Part> parts) {

    /** The tried ones first, what is left last. */
    private static final List<TrialOutcome> ORDER = List.of(
            TrialOutcome.CLEAN,
            TrialOutcome.ISSUE,
            TrialOutcome.TOO_LONG,
            TrialOutcome.BLOCKED,
            TrialOutcome.NOT_ELIGIBLE,
            TrialOutcome.TRYING,
            TrialOutcome.WAITING);

    /** A part of the bar; it begins at, and is as wide as, so many percent of it. */
    record Part(TrialOutcome outcome, long count, double start, double width) {}

    /** {@return the bar of all waves together} */
    static OutcomeBar of(List<Wave> waves) {
        Map<TrialOutcome, Long> counts = new EnumMap<>(TrialOutcome.class);
        waves.forEach(wave -> wave.counts().forEach((outcome, count) -> counts.merge(outcome, count, Math::addExact)));
        return of(new Wave(0, false, counts), "All databases");
    }

    /** {@return the bar of one wave} */
    static OutcomeBar of(Wave wave) {
        return of(wave, "Wave " + wave.number());
    }

    private static OutcomeBar of(Wave wave, String title) {
        List<Part> parts = new ArrayList<>();
        double start = 0;
        for (TrialOutcome outcome : ORDER) {
            if (wave.count(outcome) > 0) {
                double width = 100.0 * wave.count(outcome) / wave.size();
                parts.add(new Part(outcome, wave.count(outcome), start, width));
                start += width;
            }
        }
        return new OutcomeBar(title, wave.open(), wave.size(), parts);
    }

    /** {@return how many are not to be tried any more, in percent; 100 only where that is all of them} */
    public long percent() {
        long left = parts.stream()
                .filter(part -> part.outcome() == TrialOutcome.WAITING || part.outcome() == TrialOutcome.TRYING)
                .mapToLong(Part::count)
                .sum();
        return size == 0 ? 100 : (size - left) * 100 / size;
    }

    /** {@return the bar in words} */
    public String words() {
        return String.join(
                ", ",
                parts.stream()
                        .map(part ->
                                "%,d %s".formatted(part.count(), part.outcome().label()))
                        .toList());
    }
}
