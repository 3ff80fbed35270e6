package com.juniper.upgrade.databases;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A database that the platform hosts.
 *
 * @param cluster the name of its server
 * @param oid the number by which the server knows it
 * @param owner the role that owns it, as which the ERP's server connects
 * @param hosting ONLINE or SH
 * @param company whose it is; null until an operator says so
 * @param origin of which database it is a test copy, or the former state
 * @param request that made it
 * @param line the release line; this and the facts after it are null until the platform has looked inside
 * @param bytes its size
 * @param lastUse when somebody last logged in
 * @param problem why the platform cannot look inside
 * @param expires when it is dropped
 */
public record HostedDatabase(
        long id,
        String cluster,
        String name,
        long oid,
        String owner,
        Kind kind,
        String hosting,
        @Nullable String company,
        @Nullable Long origin,
        @Nullable UUID request,
        @Nullable String line,
        @Nullable String version,
        @Nullable String edition,
        @Nullable Integer modules,
        @Nullable Integer users,
        long bytes,
        @Nullable Instant lastUse,
        @Nullable String problem,
        @Nullable Instant expires) {

    /** What a database is to its customer. */
    public enum Kind {
        PRODUCTION,
        /** An upgraded, neutralized copy. */
        TEST,
        /** As a test, but silent: for the platform alone, as long as it looks at it (R12). */
        TRIAL,
        /** An upgraded, neutralized backup on a project's branch: builds are copies of it, and nobody connects to it (R44). */
        UPGRADED,
        /** The database as it was before a production upgrade. */
        FORMER
    }
}
