package com.juniper.upgrade.engine;

import java.util.List;

/**
 * What one hop did.
 *
 * @param findings the first {@value #SHOWN} of each category, the worst first; {@link FindingExport} has all of them
 * @param counts how many there are
 */
public record HopResult(
        Version from, Version to, List<StepResult> steps, List<Finding> findings, List<FindingCount> counts) {

    /** How many findings of a category a result holds: what a person reads, and any memory has room for. */
    public static final int SHOWN = 100;

    /** {@return the time of its steps, in milliseconds} */
    public long millis() {
        return steps.stream().mapToLong(StepResult::millis).sum();
    }

    /** {@return how many findings there are in all} */
    public long findingsInAll() {
        return counts.stream().mapToLong(FindingCount::findings).sum();
    }
}
