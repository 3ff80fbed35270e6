package com.juniper.upgrade.upgrades;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a request, done or under way.
 *
 * @param total how many rows there are to do, or -1
 * @param millis how long it took; null while it runs
 */
public record RequestStep(
        String hop,
        String name,
        String title,
        long rows,
        long total,
        Instant started,
        @Nullable Long millis) {

    /** {@return whether it is done} */
    public boolean isDone() {
        return millis != null;
    }
}
