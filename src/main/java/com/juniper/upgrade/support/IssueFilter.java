package com.juniper.upgrade.support;

import com.juniper.upgrade.support.IssueState.Turn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which issues a list shows.
 *
 * @param open whether those that are open, else those that ended
 * @param turn whose turn it is; null for anybody's
 * @param signature those of one cause; null for all
 * @param covered those that a contract covers, or does not; null for both
 * @param text a part of title, number or database; null for any
 * @param page from 1 on
 */
public record IssueFilter(
        boolean open,
        @Nullable Turn turn,
        @Nullable String signature,
        @Nullable Boolean covered,
        @Nullable String text,
        Order order,
        int page) {

    /** What is blank is not asked for. */
    public IssueFilter {
        signature = signature == null || signature.isBlank() ? null : signature;
        text = text == null || text.isBlank() ? null : text.strip();
        page = Math.max(1, page);
    }

    /** How many issues a page has. */
    static final int PAGE = 50;

    /** In which order. */
    public enum Order {
        DUE("Due", "i.ended desc nulls first, i.due"),
        AGE("Oldest first", "i.created"),
        COVERAGE("Covered first", "i.covered desc, i.due"),
        GO_LIVE("Go-live first", "u.go_live nulls last, i.due"),
        ALIKE("Same cause", "alike desc, i.signature, i.due");

        private final String label;
        private final String sql;

        Order(String label, String sql) {
            this.label = label;
            this.sql = sql;
        }

        /** {@return the order in a person's words} */
        public String label() {
            return label;
        }

        String sql() {
            return sql;
        }
    }

    /** {@return the names of the states in which it is that person's turn} */
    String[] states() {
        return Arrays.stream(IssueState.values())
                .filter(state -> state.turn() == turn)
                .map(IssueState::name)
                .toArray(String[]::new);
    }

    @Nullable
    String pattern() {
        return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
