package com.juniper.upgrade.golive;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When the production database of a case goes live (R110-R116).
 *
 * @param number of the case
 * @param onPremise whether the customer's own server hosts the database: then nothing is rehearsed or started by itself
 * @param cluster where the upgrade runs
 * @param zone in which its times are shown
 * @param start as proposed or agreed; of a plan that is held the start that it had; null until somebody proposes
 * @param reserved how long the upgrade may take
 * @param rehearsal whether a test is made on the day before (R115)
 * @param proposedBy the side whose proposal it is; the other one answers
 * @param proposer the name of who proposed
 * @param customer the login of the customer who proposed or accepted last, in whose name the upgrades are requested
 * @param agreed when both sides agreed; null while they do not
 * @param rehearsed when the rehearsal was delivered
 * @param go what a customer said on the last day; null until then
 * @param reason why it is held, or was cancelled
 * @param sequence the version of its calendar entry
 * @param appointed whether both sides have it in their calendars
 * @param ended when it began or was cancelled
 */
public record GoLivePlan(
        UUID id,
        String number,
        State state,
        boolean onPremise,
        String cluster,
        ZoneId zone,
        @Nullable Instant start,
        Duration reserved,
        boolean rehearsal,
        @Nullable Side proposedBy,
        @Nullable String proposer,
        @Nullable String customer,
        @Nullable Instant agreed,
        @Nullable UUID rehearsalRequest,
        @Nullable Instant rehearsed,
        @Nullable Boolean go,
        @Nullable String goName,
        @Nullable Instant goTime,
        @Nullable String reason,
        @Nullable UUID productionRequest,
        int sequence,
        boolean appointed,
        Instant created,
        @Nullable Instant ended) {

    /** Where a plan stands. */
    public enum State {
        OPEN("A slot is to be proposed"),
        PROPOSED("A slot is proposed"),
        AGREED("Agreed"),
        HELD("Held"),
        STARTED("Begun"),
        CANCELLED("Cancelled");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return the state in words} */
        public String label() {
            return label;
        }
    }

    /** {@return whether it may still be moved and cancelled} */
    public boolean isOpen() {
        return state != State.STARTED && state != State.CANCELLED;
    }

    /** {@return whether a side is to answer} */
    public boolean waitsFor(Side side) {
        return switch (state) {
            case OPEN, HELD -> true;
            case PROPOSED -> side != proposedBy;
            default -> false;
        };
    }

    /**
     * {@return the start}
     *
     * @throws IllegalStateException if none is proposed
     */
    public Instant requireStart() {
        if (start == null) {
            throw new IllegalStateException("The plan of %s has no start".formatted(number));
        }
        return start;
    }

    /** {@return when the rehearsal, or the last question, is due: the day before, at the same time of day} */
    public Instant dayBefore() {
        return requireStart().atZone(zone).minusDays(1).toInstant();
    }

    /** {@return when people are reminded for the first time} */
    public Instant weekBefore() {
        return requireStart().atZone(zone).minusWeeks(1).toInstant();
    }

    /** {@return the start as people read it} */
    public String startText() {
        return When.text(requireStart(), zone);
    }

    /** {@return the end of the time that is reserved} */
    public Instant end() {
        return requireStart().plus(reserved);
    }
}
