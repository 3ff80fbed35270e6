package com.juniper.upgrade.artifacts;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** A file that a request delivers; {@code kind} is DATABASE (for the submitter alone, R56), REPORT or LOG. */
public record Artifact(
        UUID requestId, String name, String kind, long bytes, String sha256, Instant expires, Path file) {}
