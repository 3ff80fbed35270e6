package com.juniper.upgrade.golive;

import java.util.UUID;

/** The process that carries a plan, as the domain needs it; the process engine is behind it. */
public interface GoLiveWorkflow {

    /** Begins a plan's process, in its case's where that is open, in the caller's transaction. */
    void start(GoLivePlan plan);

    /** Completes the task in which a slot is proposed; {@return false where that is not waited for (yet)} */
    boolean proposed(GoLivePlan plan);

    /** Completes the task in which a proposal is answered; {@return false where that is not waited for (yet)} */
    boolean answered(GoLivePlan plan, boolean accepted);

    /** Takes an agreed plan back to the answer of a new proposal; {@return false where none is agreed (yet)} */
    boolean moved(GoLivePlan plan);

    /** Completes the task of the last decision; {@return false where that is not waited for} */
    boolean decided(UUID plan, boolean go);

    /** Goes on after a rehearsal; does nothing where none is waited for. */
    void rehearsalEnded(UUID plan, boolean delivered);

    /** Completes the task in which a customer upgrades on his own server; does nothing where that is not waited for. */
    void startedOnPremise(UUID plan);

    /** Ends a plan's process, where there is one. */
    void cancelled(UUID plan);
}
