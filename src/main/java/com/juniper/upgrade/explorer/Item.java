package com.juniper.upgrade.explorer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record in a list.
 *
 * @param values in the order of the list's columns
 */
public record Item(long id, String name, List<Value> values) {

    /**
     * A value as people read it.
     *
     * @param text null for an empty one
     * @param model of the record that it leads to; null where it leads nowhere
     * @param id of that record
     */
    public record Value(
            @Nullable String text,
            @Nullable String model,
            @Nullable Long id) {}
}
