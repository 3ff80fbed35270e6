package com.juniper.upgrade.privacy;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The proof of an erasure, which says nothing of whose it was.
 *
 * @param scope COMPANY or PERSON
 * @param pseudonym what stands in the place of the name
 * @param person the number under which the audit log knows who did it
 * @param ended when the last file was deleted; null while files wait for it
 * @param counts how many rows and files of each kind
 * @param hash SHA-256 over {@code id|scope|pseudonym|reason|begun|counts}, which the audit log keeps too
 */
public record Erasure(
        UUID id,
        String scope,
        String pseudonym,
        PrivacyReason reason,
        long person,
        Instant begun,
        @Nullable Instant ended,
        Map<String, Long> counts,
        @Nullable String hash) {}
