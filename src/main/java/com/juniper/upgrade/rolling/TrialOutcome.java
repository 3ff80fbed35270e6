package com.juniper.upgrade.rolling;

/** Where a campaign's database stands. */
public enum TrialOutcome {
    WAITING("Waits"),
    TRYING("Is tried"),
    /** Nothing was found: its administrators are invited (R13). */
    CLEAN("Clean"),
    ISSUE("Issue"),
    /** Took longer than a trial may: not invited, and no issue. */
    TOO_LONG("Too long"),
    /** Would meet an issue that others met: not tried until that is resolved. */
    BLOCKED("Blocked"),
    /** Cannot be upgraded to the version at all. */
    NOT_ELIGIBLE("Not eligible");

    private final String label;

    TrialOutcome(String label) {
        this.label = label;
    }

    /** {@return the outcome in an operator's words} */
    public String label() {
        return label;
    }
}
