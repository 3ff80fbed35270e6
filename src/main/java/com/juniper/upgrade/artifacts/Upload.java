package com.juniper.upgrade.artifacts;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody handed in.
 *
 * @param owner the caller's name, who alone may use it
 * @param bytes its declared length
 * @param sha256 of what arrived, once it is complete
 * @param error why it cannot be used, where it cannot; its file is gone then
 * @param expires when its file is deleted
 */
public record Upload(
        String id,
        String owner,
        String fileName,
        long bytes,
        boolean complete,
        @Nullable String sha256,
        @Nullable String error,
        Instant expires,
        Path file) {}
