package com.juniper.upgrade.explorer;

import org.jspecify.annotations.Nullable;

/**
 * A message in Discuss.
 *
 * @param text its body without markup
 */
public record Message(
        @Nullable String author,
        @Nullable String date,
        @Nullable String subject,
        String text) {}
