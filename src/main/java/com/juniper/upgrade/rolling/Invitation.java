package com.juniper.upgrade.rolling;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The invitation of a database's administrators to upgrade it (R14-R17).
 *
 * @param campaign the number of its campaign
 * @param upgrade the number of the case, UPG-00042
 * @param request the trial that found nothing
 * @param seconds how long the trial took
 * @param state as it is now: one of a campaign that is paused or stopped counts as withdrawn at once
 * @param reason why it was withdrawn, in a sentence
 * @param remind when its customer wants to be asked again
 * @param due when the database is upgraded by itself, where the contract says so
 * @param decidedBy the name of who answered
 */
public record Invitation(
        UUID id,
        String campaign,
        long database,
        String databaseName,
        String company,
        String upgrade,
        UUID request,
        @Nullable String sourceVersion,
        String targetVersion,
        int seconds,
        State state,
        @Nullable String reason,
        @Nullable Instant remind,
        @Nullable Instant due,
        @Nullable String decidedBy,
        @Nullable Instant decided,
        Instant created) {

    /** What became of an invitation. */
    public enum State {
        OPEN("Open"),
        UPGRADE_CHOSEN("Upgrade chosen"),
        TEST_CHOSEN("Test chosen"),
        DECLINED("Declined"),
        WITHDRAWN("Withdrawn"),
        EXPIRED("Expired");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return the state in a customer's words} */
        public String label() {
            return label;
        }
    }

    /** {@return whether it can be answered} */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** {@return how many minutes the upgrade takes, as the trial did; at least one} */
    public int minutes() {
        return Math.max(1, (seconds + 59) / 60);
    }
}
