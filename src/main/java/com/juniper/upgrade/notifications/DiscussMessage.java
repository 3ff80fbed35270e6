package com.juniper.upgrade.notifications;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * A message for the Discuss app of a customer's database.
 *
 * @param key tells it from every other message of ours in that database: letters, digits, {@code _} and {@code -}
 * @param html its body; whoever makes it has escaped what came from the database
 * @param attachment a file to go with it
 */
public record DiscussMessage(
        String key, String title, String html, @Nullable Resource attachment) {}
