package com.juniper.upgrade.upgrades;

import java.util.List;
import java.util.UUID;

/** The lifecycle of requests, as the domain needs it; the process engine is behind it. */
public interface UpgradeWorkflow {

    /** Begins a request's process, or joins it to its case's. */
    void start(UUID request, String number, String targetVersion);

    /** Completes the task in which custom modules are declared ported. */
    void modulesDeclared(UUID request);

    /** {@return the model that a case is in, and the ids of the activities that have a token} */
    Position position(String number);

    /**
     * Where a case stands in its process.
     *
     * @param model the BPMN file's process id
     * @param activities those with a token
     */
    record Position(String model, List<String> activities) {}

    /** {@return the BPMN of a model} */
    byte[] diagram(String model);
}
