package com.juniper.upgrade.engine;

/** A condition of a view as an expression, with the operator that binds it the least. */
record Condition(String text, Level level) {

    /** Operators, those that bind more behind the others. */
    enum Level {
        ANYTHING,
        OR,
        AND,
        NOT,
        COMPARISON,
        VALUE
    }

    static final Condition TRUE = value("True");
    static final Condition FALSE = value("False");

    static Condition value(String text) {
        return new Condition(text, Level.VALUE);
    }

    static Condition comparison(String text) {
        return new Condition(text, Level.COMPARISON);
    }

    Condition and(Condition other) {
        return new Condition(within(Level.AND) + " and " + other.within(Level.AND), Level.AND);
    }

    Condition or(Condition other) {
        return new Condition(within(Level.OR) + " or " + other.within(Level.OR), Level.OR);
    }

    Condition not() {
        return new Condition("not " + within(Level.VALUE), Level.NOT);
    }

    private String within(Level outer) {
        return level.compareTo(outer) < 0 ? "(" + text + ")" : text;
    }
}
