package com.juniper.upgrade.upgrades;

import java.util.List;
import java.util.UUID;

/** The lifecycle of requests, as the domain needs it; the process engine is behind it. */
public interface UpgradeWorkflow {

    /** Begins a request's process, or joins it to its case's, in the caller's transaction. */
    void start(UpgradeRequest request);

    /** {@return every reason why a request with these facts is refused} */
    List<Reason> eligibility(DatabaseFacts facts);

    /** Lets a request that waits for its turn ask again. */
    void wake(UUID request);

    /** Completes the task in which custom modules are declared ported. */
    void modulesDeclared(UUID request);

    /** Completes the task in which an area of a delivered test is tested; does nothing where that is not waited for. */
    void areaTested(UUID request, String area);

    /**
     * Completes the task in which the customer says whether he is confident of a delivered test.
     *
     * @return false where that is not waited for
     */
    boolean confidenceDeclared(UUID request, boolean confident);

    /** Ends the testing of a case: a newer test, or production, takes its place. */
    void endTesting(String number);

    /** Ends a case that its customer cancelled, with all that people still do in it; nothing runs in it. */
    void cancelCase(String number);

    /** Ends a case whose place another one took, as {@link #cancelCase}. */
    void supersedeCase(String number);

    /** {@return whether a request's process is under way, with nothing that waits for a person of the platform} */
    boolean isAlive(UUID request);

    /**
     * Ends the run of a production upgrade that nothing drives any more, and reverts it.
     *
     * @return false where there is no process that could
     */
    boolean giveUp(UUID request);

    /**
     * Lets the upgrade of a copy begin anew with the copy, wherever it stands.
     *
     * @return false where none is under way
     */
    boolean beginAnew(UUID request);

    /**
     * Lets a production upgrade end now with what became of its database, wherever it stands.
     *
     * @return false where none is under way
     */
    boolean endProduction(UUID request);

    /** {@return where a request stands in the processes that carry it, outermost first} */
    List<Position> positions(UUID request, String processKey);

    /**
     * {@return the BPMN of a model}
     *
     * @throws IllegalArgumentException if there is no such model
     */
    byte[] diagram(String model);

    /**
     * Where a request stands in one process.
     *
     * @param model the process's id, which is its file's name
     * @param active the ids of the activities with a token
     * @param passed the ids of the activities that are behind it
     */
    record Position(String model, List<String> active, List<String> passed) {}
}
