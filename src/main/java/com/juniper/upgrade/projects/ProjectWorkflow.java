package com.juniper.upgrade.projects;

/** The processes that carry branches in upgrade mode, as the domain needs them; the process engine is behind it. */
public interface ProjectWorkflow {

    /** Begins the process of a branch that is in upgrade mode now, in the caller's transaction. */
    void start(BranchUpgrade upgrade);

    /** Lets the process take the newest commit; does nothing where it does not wait for one: it asks by itself. */
    void commitPushed(long upgrade);

    /** Ends the process of a branch whose mode was left, where it waits for a commit; else it ends after its build. */
    void left(long upgrade);
}
