package com.juniper.upgrade.projects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one commit on a branch in upgrade mode: a restore of the upgraded backup and an update of all custom
 * modules (R46), or the production upgrade that it started (R122).
 *
 * @param number counts a project's builds
 * @param upgrade the id of the branch upgrade that it belongs to
 * @param commit the commit's id, 40 hexadecimal digits
 * @param pushedBy the login of who pushed it
 * @param database the id of the database that it made: a test, or production
 * @param failedPath where in the commit it failed, where that is known, and with {@code failedLine} on which line
 * @param failure why it failed
 */
public record Build(
        long id,
        long project,
        int number,
        long upgrade,
        String branch,
        String commit,
        String pushedBy,
        State state,
        Instant queued,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable Long database,
        @Nullable String failedPath,
        @Nullable Integer failedLine,
        @Nullable String failure) {

    private static final int SHORT = 8;

    /** Where a build stands. */
    public enum State {
        QUEUED("Queued"),
        RUNNING("Running"),
        SUCCEEDED("Succeeded"),
        FAILED("Failed"),
        /** A newer commit came before its turn. */
        SUPERSEDED("Superseded");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return how people read it} */
        public String label() {
            return label;
        }

        /** {@return whether nothing becomes of it any more} */
        public boolean isEnd() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /** {@return where in the commit it failed, like {@code rental/a.sql:3}; null where that is not known} */
    public @Nullable String place() {
        return failedPath == null || failedLine == null ? failedPath : failedPath + ":" + failedLine;
    }

    /** {@return the commit, as people read it} */
    public String shortCommit() {
        return commit.substring(0, Math.min(SHORT, commit.length()));
    }
}
