package com.juniper.upgrade.support;

/** Where an issue stands, and whose turn it is. */
public enum IssueState {
    REPORTED("With our analysts", Turn.ANALYST),
    FIXING("Being fixed", Turn.ANALYST),
    REPAIRING("With the maintainer of the module", Turn.MAINTAINER),
    ANSWERED("Answered: waits for you", Turn.CUSTOMER),
    FIXED("Fixed: waits for your test", Turn.CUSTOMER),
    RESOLVED("Resolved", Turn.NOBODY),
    STANDARD_CHANGE("Closed: a change of the standard", Turn.NOBODY),
    WITHDRAWN("Withdrawn", Turn.NOBODY);

    private final String label;
    private final Turn turn;

    IssueState(String label, Turn turn) {
        this.label = label;
        this.turn = turn;
    }

    /** Who does the next step. */
    public enum Turn {
        ANALYST,
        MAINTAINER,
        CUSTOMER,
        NOBODY
    }

    /** {@return the state in a customer's words} */
    public String label() {
        return label;
    }

    /** {@return whose turn it is} */
    public Turn turn() {
        return turn;
    }

    /** {@return whether nothing more will happen} */
    public boolean isEnd() {
        return turn == Turn.NOBODY;
    }
}
