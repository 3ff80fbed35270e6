package com.juniper.upgrade.projects;

import java.time.Instant;

/**
 * A commit, as it is listed.
 *
 * @param id SHA-1 in hexadecimal
 * @param author as the commit says, which nobody checks
 * @param time when it was committed, as it says
 * @param subject its message's first line
 */
public record Commit(String id, String author, Instant time, String subject) {

    private static final int SHORT = 8;

    /** {@return the id, as people read it} */
    public String shortId() {
        return id.substring(0, SHORT);
    }
}
