package com.juniper.upgrade.support;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody, or the platform, found wrong with an upgrade.
 *
 * @param number ISS-00007
 * @param upgrade the number of its case
 * @param request the request whose database shows it
 * @param item the item of the checklist that it was reported at
 * @param module the technical name of a module, where it is about one
 * @param blocking whether production waits for its end (R24, R107)
 * @param knownCause whether requests that would meet the same are refused until its end
 * @param signature what issues of one cause have in common; no data of anybody
 * @param reporter a login; null where the platform reported it
 * @param due until when its next step is to be done
 * @param fixedIn the scripts or the module's version that fixed it
 * @param fixed when it was fixed last: a test upgrade after it proves that
 * @param alike how many open issues have its signature, with itself
 * @param internal whether only who works for the platform knows of it: a trial of a rolling release met it (R12)
 */
public record Issue(
        String number,
        String upgrade,
        @Nullable String company,
        String databaseName,
        @Nullable String sourceVersion,
        String targetVersion,
        @Nullable UUID request,
        @Nullable String item,
        Category category,
        Concern concern,
        @Nullable String module,
        String title,
        IssueState state,
        Coverage coverage,
        boolean blocking,
        boolean knownCause,
        @Nullable String signature,
        @Nullable String reporter,
        String reporterName,
        String email,
        Instant due,
        boolean escalated,
        @Nullable String fixedIn,
        @Nullable Instant fixed,
        Instant created,
        @Nullable Instant ended,
        long alike,
        boolean internal) {

    /** {@return whether something is still to be done} */
    public boolean isOpen() {
        return ended == null;
    }

    /** {@return whether the next step should have been done} */
    public boolean isOverdue() {
        return isOpen() && state.turn() != IssueState.Turn.CUSTOMER && due.isBefore(Instant.now());
    }
}
