package com.juniper.upgrade.workflow;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/** Knows the jobs that this node has locked: from their acquisition to their end. */
class HeartbeatJobExecutor extends SpringJobExecutor {

    private final Set<String> lockedJobs = ConcurrentHashMap.newKeySet();

    @Override
    public Runnable getExecuteJobsRunnable(List<String> jobIds, ProcessEngineImpl engine) {
        var execution = super.getExecuteJobsRunnable(jobIds, engine);
        lockedJobs.addAll(jobIds);
        return () -> {
            try {
                execution.run();
            } finally {
                jobIds.forEach(lockedJobs::remove);
            }
        };
    }

    Set<String> lockedJobs() {
        return Set.copyOf(lockedJobs);
    }
}
