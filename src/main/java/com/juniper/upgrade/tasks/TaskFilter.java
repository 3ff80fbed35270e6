package com.juniper.upgrade.tasks;

import org.jspecify.annotations.Nullable;

/**
 * Which of somebody's tasks are listed.
 *
 * @param number only those of this case
 * @param page from 1 on
 */
public record TaskFilter(View view, @Nullable String number, int page) {

    /** One list. */
    public enum View {
        /** Whatever the caller may work on. */
        ALL("All"),
        /** What the caller has taken, or was given. */
        MINE("Mine"),
        /** What nobody has taken yet. */
        GROUP("My group's"),
        /** What should be done already. */
        OVERDUE("Overdue");

        private final String label;

        View(String label) {
            this.label = label;
        }

        /** {@return the name for people} */
        public String label() {
            return label;
        }
    }

    /** {@return the first page of a list, of all cases} */
    public static TaskFilter of(View view) {
        return new TaskFilter(view, null, 1);
    }
}
