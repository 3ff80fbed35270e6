package com.juniper.upgrade.upgrades;

/** What an upgraded database is for. */
public enum Purpose {
    TEST("Test"),
    /** A test on the day before a go-live (R115). */
    REHEARSAL("Rehearsal"),
    /** A silent test, before the customer is invited (R12). */
    TRIAL("Trial"),
    PRODUCTION("Production");

    private final String label;

    Purpose(String label) {
        this.label = label;
    }

    /** {@return the purpose in a customer's words} */
    public String label() {
        return label;
    }
}
