package com.juniper.upgrade.projects;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upgrade of a project's branch: the upgraded backup on a staging branch (R44), or production's, which waits for its
 * commit (R122).
 *
 * @param project its id
 * @param email who is told
 * @param reason why it failed, or was left
 * @param request whose upgraded backup the builds restore, or that of production; null while production is armed
 * @param askedBy the login of who asked for it
 * @param ends when the mode ends by itself; null before it is entered
 */
public record BranchUpgrade(
        long id,
        long project,
        String branch,
        Purpose purpose,
        String targetVersion,
        String email,
        State state,
        @Nullable String reason,
        @Nullable UUID request,
        String askedBy,
        Instant asked,
        @Nullable Instant ends,
        @Nullable Instant ended) {

    /** What the branch gets. */
    public enum Purpose {
        TEST,
        PRODUCTION
    }

    /** Where a branch upgrade stands. */
    public enum State {
        UPGRADING("Upgrading"),
        /** Each commit restores the upgraded backup and updates all custom modules (R45, R46). */
        ON_COMMIT("Update on commit"),
        /** The next commit starts production (R122). */
        ARMED("Armed"),
        SUCCEEDED("Succeeded"),
        FAILED("Failed"),
        LEFT("Left");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return how people read it} */
        public String label() {
            return label;
        }

        /** {@return whether commits are built} */
        public boolean takesCommits() {
            return this == ON_COMMIT || this == ARMED;
        }
    }

    /** {@return whether it becomes production} */
    public boolean isForProduction() {
        return purpose == Purpose.PRODUCTION;
    }
}
