package com.juniper.upgrade.checklists;

/** What a tester says of an item. */
public enum Answer {
    FINE("Fine"),
    PROBLEM("Problem"),
    NOT_APPLICABLE("Not applicable");

    private final String label;

    Answer(String label) {
        this.label = label;
    }

    /** {@return the answer in a tester's words} */
    public String label() {
        return label;
    }
}
