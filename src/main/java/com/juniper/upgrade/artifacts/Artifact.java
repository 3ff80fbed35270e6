package com.juniper.upgrade.artifacts;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that a request delivers; {@code kind} is DATABASE (for the submitter alone, R56), REPORT or LOG.
 *
 * @param bytes of what is in it
 * @param sha256 of what is in it
 * @param encrypted whether the file is encrypted by the request's key; {@link Artifacts#content} reads it
 * @param inBucket whether it is in the bucket, and not in the home folder
 */
public record Artifact(
        UUID requestId,
        String name,
        String kind,
        long bytes,
        String sha256,
        Instant expires,
        boolean encrypted,
        boolean inBucket) {}
