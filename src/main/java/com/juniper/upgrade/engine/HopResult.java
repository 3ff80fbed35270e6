package com.juniper.upgrade.engine;

import java.util.List;

/** What one hop did. */
public record HopResult(Version from, Version to, List<StepResult> steps, List<Finding> findings) {

    /** {@return the time of its steps, in milliseconds} */
    public long millis() {
        return steps.stream().mapToLong(StepResult::millis).sum();
    }
}
