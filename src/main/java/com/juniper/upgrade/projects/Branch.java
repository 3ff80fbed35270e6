package com.juniper.upgrade.projects;

import java.time.Instant;

/**
 * A branch as it was last pushed.
 *
 * @param projectId whose it is
 * @param name without {@code refs/heads/}
 * @param commitId SHA-1 in hexadecimal
 * @param pushedBy the login of who pushed, or {@code webhook}
 */
public record Branch(long projectId, String name, Stage stage, String commitId, String pushedBy, Instant pushed) {

    /** What a branch is for. */
    public enum Stage {
        /** The project's production branch, and only it. */
        PRODUCTION,
        /** Upgraded copies of production are built for it. */
        STAGING,
        DEVELOPMENT
    }
}
