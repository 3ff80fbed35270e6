package com.juniper.upgrade.artifacts;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * A file that a request delivers; {@code kind} is DATABASE (for the submitter alone, R56), REPORT or LOG.
 *
 * @param bytes of what is in it
 * @param sha256 of what is in it
 * @param file where it is; {@link Artifacts#content} reads it
 * @param encrypted whether the file is encrypted by the request's key
 */
public record Artifact(
        UUID requestId,
        String name,
        String kind,
        long bytes,
        String sha256,
        Instant expires,
        Path file,
        boolean encrypted) {}
