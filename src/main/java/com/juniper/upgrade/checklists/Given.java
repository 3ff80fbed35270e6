package com.juniper.upgrade.checklists;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer, or a decision, as somebody gave it.
 *
 * @param name of the person who gave it
 */
public record Given<T>(T answer, @Nullable String comment, String name, Instant time) {}
