package com.juniper.upgrade.rolling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rolling release of one published version.
 *
 * @param number CAM-00007, the business key of its process
 * @param reason why it is paused or stopped, in a sentence
 * @param byPlatform whether the platform itself paused it: then it goes on by itself once its issues are resolved (R19)
 * @param wave the wave that is open, from 1 on; 0 before the first
 * @param waves how many there are
 */
public record Campaign(
        String number,
        String line,
        String version,
        CampaignSettings settings,
        State state,
        @Nullable String reason,
        boolean byPlatform,
        int wave,
        int waves,
        Instant created,
        @Nullable Instant ended) {

    /** Where a campaign stands. */
    public enum State {
        /** Its databases are being listed. */
        LISTING("Begins"),
        /** An operator must approve it. */
        APPROVAL("Waits for approval"),
        RUNNING("Running"),
        /** Deactivated (R18): nothing is tried, nobody is invited, and open invitations are withdrawn. */
        PAUSED("Paused"),
        /** Every wave was tried; invitations stand, and what is resolved is tried again. */
        FINISHED("Finished"),
        /** For good: invitations are withdrawn. */
        STOPPED("Stopped");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return the state in an operator's words} */
        public String label() {
            return label;
        }

        /** {@return whether databases are tried and invited in it} */
        public boolean isActive() {
            return this == RUNNING || this == FINISHED;
        }
    }
}
