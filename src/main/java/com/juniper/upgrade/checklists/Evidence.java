package com.juniper.upgrade.checklists;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the machine found out for an item: its query, and what that found.
 *
 * @param name of the check, like {@code views-disabled}
 * @param title what should be so, in a sentence
 * @param query how it was found: a statement that was run in both databases, or what it was taken from
 * @param found how many rows are not as they should be
 * @param rows the first {@value #SHOWN} of them
 * @param note why it could not be checked, or what to know of it
 */
public record Evidence(
        String name,
        String title,
        String query,
        State state,
        long found,
        List<Row> rows,
        @Nullable String note,
        Instant measured) {

    /** How many rows are kept. */
    public static final int SHOWN = 50;

    /** Whether something was found. */
    public enum State {
        GREEN("Nothing found"),
        RED("Look at this"),
        NOT_CHECKED("Not checked");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** {@return the state in a tester's words} */
        public String label() {
            return label;
        }
    }

    /**
     * Something that is not as it should be.
     *
     * @param production what it is in production; null where nothing is there
     * @param test what it is in the test
     */
    public record Row(
            String title,
            @Nullable String production,
            @Nullable String test) {}

    /** Cuts what is more than is kept. */
    public Evidence {
        rows = List.copyOf(rows.subList(0, Math.min(rows.size(), SHOWN)));
    }

    static Evidence of(String name, String title, String query, List<Row> rows, @Nullable String note) {
        return of(name, title, query, rows.size(), rows, note);
    }

    static Evidence of(String name, String title, String query, long found, List<Row> rows, @Nullable String note) {
        return new Evidence(name, title, query, found == 0 ? State.GREEN : State.RED, found, rows, note, Instant.now());
    }

    static Evidence notChecked(String name, String title, String query, String why) {
        return new Evidence(name, title, query, State.NOT_CHECKED, 0, List.of(), why, Instant.now());
    }

    /** {@return whether another measurement found the same} */
    boolean isLike(Evidence other) {
        return state == other.state && found == other.found && rows.equals(other.rows);
    }
}
