package com.juniper.upgrade;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kind of data that is kept for a time (R30, R31); each module says its own, and {@code privacy.RetentionSchedule} deletes
 * it hourly and proves it in the audit log.
 *
 * @param kind its name, in capital letters
 * @param what for people, and since when the time counts
 * @param kept how long; null where each thing has its own date
 * @param setting where an operator changes that
 * @param purge deletes what is over
 */
public record Retained(String kind, String what, @Nullable Duration kept, String setting, Purge purge) {

    /** Deletes what is over. */
    @FunctionalInterface
    public interface Purge {

        /** {@return how many things it deleted, which were over at that time} */
        long until(Instant now) throws IOException;
    }
}
