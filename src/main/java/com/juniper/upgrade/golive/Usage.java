package com.juniper.upgrade.golive;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a hosted database was used.
 *
 * @param from the first hour that was counted
 * @param until the end of the last one
 * @param zone of most of its internal users; UTC where they have none
 * @param hours those in which anything happened, in their order
 * @param problem what could not be counted, in a sentence; null where everything was
 */
public record Usage(
        Instant from,
        Instant until,
        ZoneId zone,
        List<Hour> hours,
        @Nullable String problem) {

    /**
     * What happened in one hour.
     *
     * @param start in UTC
     * @param messages sent or logged
     * @param sessions begun by a login
     * @param changes records that were last written in it
     */
    public record Hour(Instant start, long messages, long sessions, long changes) {

        /** {@return all of it} */
        public long total() {
            return messages + sessions + changes;
        }
    }
}
