package com.juniper.upgrade.upgrades;

import org.jspecify.annotations.Nullable;

/**
 * Asks for an upgraded database.
 *
 * @param uploadId a complete upload of the caller's
 * @param database a hosted database, by its id or name, in place of an upload
 * @param targetVersion the version to reach, like 17.0
 * @param email who gets the link
 * @param purpose TEST, REHEARSAL or PRODUCTION; empty means TEST
 * @param confirmedName the database's name, typed once more by whoever wants production without a test (decision 2)
 * @param contract the contract's code; a hosted database has its company's where this is empty
 * @param name how the requester calls the database; empty: the uploaded file's name
 * @param edition the edition that the requester expects, which must be the database's (R6)
 * @param hosting where the requester expects the result, which must be where it came from (R7)
 * @param externalReference the caller's own key
 */
public record SubmitUpgradeRequest(
        @Nullable String uploadId,
        @Nullable String database,
        @Nullable String targetVersion,
        @Nullable String email,
        @Nullable String purpose,
        @Nullable String confirmedName,
        @Nullable String contract,
        @Nullable String name,
        @Nullable String edition,
        @Nullable String hosting,
        @Nullable String externalReference) {}
