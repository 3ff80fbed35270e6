package com.juniper.upgrade.modules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A literal of Python: what {@code ast.literal_eval} takes, and in data files external ids. */
sealed interface Literal {

    int line();

    /**
     * A text, number, truth value or nothing.
     *
     * @param value a String, BigDecimal, Boolean or null
     */
    record Value(int line, @Nullable Object value) implements Literal {}

    /** A list, a tuple or a set, by the bracket that opens it. */
    record Items(int line, char open, List<Literal> items) implements Literal {}

    record Entry(Literal key, Literal value) {}

    record Dictionary(int line, List<Entry> entries) implements Literal {}

    /** {@code ref('module.name')}: the id of a record. */
    record Reference(int line, String externalId) implements Literal {}

    /** {@return its text, or null if it is none} */
    default @Nullable String text() {
        return this instanceof Value value && value.value() instanceof String text ? text : null;
    }

    /** {@return what a person would call it} */
    default String kind() {
        if (this instanceof Value value) {
            return value.value() instanceof String
                    ? "a text"
                    : value.value() instanceof Boolean ? "a truth value" : value.value() == null ? "None" : "a number";
        }
        return this instanceof Items items
                ? items.open() == '[' ? "a list" : items.open() == '(' ? "a tuple" : "a set"
                : this instanceof Dictionary ? "a dictionary" : "a reference";
    }
}
