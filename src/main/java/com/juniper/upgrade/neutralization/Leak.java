package com.juniper.upgrade.neutralization;

/** An outward channel that is still open. */
public record Leak(String table, String column, String reason, long rows) {

    @Override
    public String toString() {
        return "%s.%s: %s (%d rows)".formatted(table, column, reason, rows);
    }
}
