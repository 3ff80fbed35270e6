package com.juniper.upgrade.support;

/** What an analyst decides of an issue. */
public enum Triage {
    /** The message answers it. */
    ANSWER(IssueState.ANSWERED),
    /** Scripts or platform are to be mended. */
    FIX(IssueState.FIXING),
    /** The maintainer of a custom module has to adapt it (R109). */
    MAINTAINER(IssueState.REPAIRING),
    /** The new version does it so for everybody (R108). */
    STANDARD_CHANGE(IssueState.STANDARD_CHANGE);

    private final IssueState state;

    Triage(IssueState state) {
        this.state = state;
    }

    /** {@return the state that follows} */
    public IssueState state() {
        return state;
    }
}
