package com.juniper.upgrade.watching;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the platform is, for customers.
 *
 * @param looked when it was looked at last
 * @param maintenance a sentence about maintenance that is planned
 */
public record Status(State state, Instant looked, @Nullable String maintenance, List<Part> services) {

    /** How well something works; the later the worse. */
    public enum State {
        WORKING("Working"),
        SLOW("Slow"),
        NOT_WORKING("Not working");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return the state for people} */
        public String label() {
            return label;
        }
    }

    /** What customers use. */
    public enum Service {
        INTAKE("Requests and uploads"),
        UPGRADES("Upgrades"),
        RESULTS("Results and reports"),
        MAILS("Mails"),
        GIT("Git repositories of projects"),
        DATABASES("Databases");

        private final String label;

        Service(String label) {
            this.label = label;
        }

        /** {@return the service for people} */
        public String label() {
            return label;
        }
    }

    /**
     * How a service is.
     *
     * @param since when its state began, as far as this node knows
     * @param note what is known of it, in a sentence; null where it works
     */
    public record Part(
            Service service,
            String name,
            State state,
            Instant since,
            @Nullable String note) {}
}
