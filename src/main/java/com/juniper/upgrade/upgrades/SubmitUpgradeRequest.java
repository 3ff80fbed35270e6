package com.juniper.upgrade.upgrades;

import org.jspecify.annotations.Nullable;

/**
 * Asks for an upgraded database.
 *
 * @param uploadId a complete upload of the caller's
 * @param targetVersion the version to reach, like 17.0
 * @param email who gets the link
 * @param purpose TEST; empty means TEST
 * @param contract the contract's code; empty where the database names it
 * @param name how the requester calls the database, where it has no identity of its own
 * @param externalReference the caller's own key
 */
public record SubmitUpgradeRequest(
        @Nullable String uploadId,
        @Nullable String targetVersion,
        @Nullable String email,
        @Nullable String purpose,
        @Nullable String contract,
        @Nullable String name,
        @Nullable String externalReference) {}
