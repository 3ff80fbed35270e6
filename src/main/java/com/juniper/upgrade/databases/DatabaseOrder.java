package com.juniper.upgrade.databases;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what the list of hosted databases is sorted; an index of V12 stands behind each. What is not known comes first. */
public enum DatabaseOrder {
    NAME("name", false),
    COMPANY("company", true),
    VERSION("version_order", true),
    HOSTING("hosting", false),
    SIZE("bytes", false),
    MODULES("modules", true),
    USERS("users", true),
    LAST_USE("last_use", true);

    private final String column;
    private final boolean nullable;

    DatabaseOrder(String column, boolean nullable) {
        this.column = column;
        this.nullable = nullable;
    }

    /** {@return how an address names it, like {@code last-use}} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return the order of a key, with or without the {@code -} of descending; NAME for none}
     *
     * @throws IllegalArgumentException if there is none of that key
     */
    public static DatabaseOrder of(@Nullable String sort) {
        if (sort == null || sort.isBlank()) {
            return NAME;
        }
        var key = sort.startsWith("-") ? sort.substring(1) : sort;
        return Arrays.stream(values())
                .filter(order -> order.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The databases cannot be sorted by '%s'; use one of %s"
                        .formatted(
                                key,
                                Arrays.stream(values()).map(DatabaseOrder::key).toList())));
    }

    String sql(boolean descending) {
        var direction = descending ? " desc" : "";
        var unknown = nullable ? (descending ? " nulls last" : " nulls first") : "";
        return column + direction + unknown + ", id" + direction;
    }
}
