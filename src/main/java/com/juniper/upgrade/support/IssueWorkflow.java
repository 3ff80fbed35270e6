package com.juniper.upgrade.support;

/** The resolution of issues, as the domain needs it; the process engine is behind it. */
public interface IssueWorkflow {

    /** {@return whether the contract covers it, by the decision {@code SlaCoverage}} */
    Coverage coverage(CoverageFacts facts);

    /** {@return where an issue goes, by the decision {@code IssueRouting}} */
    Route route(Category category, Concern concern, boolean covered);

    /** Starts the resolution of an issue, in its case where that is open. */
    void start(Issue issue);

    /**
     * Ends the resolution of an issue that was withdrawn.
     *
     * @return false where it is just beginning, and cannot be ended yet
     */
    boolean withdraw(String number);
}
