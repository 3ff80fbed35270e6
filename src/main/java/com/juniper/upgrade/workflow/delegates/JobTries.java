package com.juniper.upgrade.workflow.delegates;

import org.camunda.bpm.engine.impl.context.Context;

/** What the job that runs this thread has left. */
final class JobTries {

    private JobTries() {}

    /** {@return whether the job is not tried again when it fails now} */
    static boolean isLast() {
        var executor = Context.getJobExecutorContext();
        return executor != null && executor.getCurrentJob().getRetries() <= 1;
    }
}
