package com.juniper.upgrade.support;

import com.juniper.upgrade.artifacts.SmallFiles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of an issue's conversation.
 *
 * @param author a login; null where the platform says it
 * @param staff whether it is of our side
 */
public record IssueMessage(
        long id,
        @Nullable String author,
        String authorName,
        boolean staff,
        String body,
        Instant created,
        List<SmallFiles.Entry> files) {}
