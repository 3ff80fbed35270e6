package com.juniper.upgrade.nodes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A platform that works on the database, with others or alone.
 *
 * @param name one at a time has it
 * @param address host and port of its pages
 * @param process its process id on that host
 * @param freeBytes on the disk of the home folder; null where that cannot be seen
 * @param jobs how many steps of processes it works on now
 * @param seen when it last said that it lives
 * @param stopped when it was stopped in order; null while it runs, and where it died
 */
public record Node(
        String name,
        State state,
        String address,
        long process,
        String version,
        @Nullable Long freeBytes,
        long jobs,
        Instant started,
        Instant seen,
        @Nullable Instant stopped) {

    /** Whether a node lives, by what it said. */
    public enum State {
        WORKING("Working"),
        DRAINING("Takes no new steps"),
        STOPPED("Stopped"),
        SILENT("Does not answer: its steps go on elsewhere");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return the state in an operator's words} */
        public String label() {
            return label;
        }
    }
}
