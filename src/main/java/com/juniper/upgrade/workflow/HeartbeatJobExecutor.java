package com.juniper.upgrade.workflow;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/**
 * Knows the jobs that this node has locked: those that it acquired, from then to their end, and those that follow them in
 * the same process instance, which the engine locks and runs at once without acquiring them.
 */
class HeartbeatJobExecutor extends SpringJobExecutor {

    private final Set<String> lockedJobs = ConcurrentHashMap.newKeySet();
    private final Map<String, JobFailureCollector> running = new ConcurrentHashMap<>();
    private boolean drained;

    @Override
    public Runnable getExecuteJobsRunnable(List<String> jobIds, ProcessEngineImpl engine) {
        lockedJobs.addAll(jobIds);
        return new ExecuteJobsRunnable(jobIds, engine) {
            @Override
            public void run() {
                try {
                    super.run();
                } finally {
                    jobIds.forEach(lockedJobs::remove);
                }
            }

            @Override
            protected void executeJob(String job, CommandExecutor commands, JobFailureCollector failure) {
                lockedJobs.add(job);
                running.put(job, failure);
                try {
                    super.executeJob(job, commands, failure);
                } finally {
                    running.remove(job);
                    lockedJobs.remove(job);
                }
            }
        };
    }

    /** Acquires jobs, or no more; those that run go on, with those that follow them. */
    synchronized void take(boolean more) {
        if (more == drained) {
            drained = !more;
            if (more) {
                start();
            } else {
                shutdown();
            }
        }
    }

    Set<String> lockedJobs() {
        return Set.copyOf(lockedJobs);
    }

    /**
     * Remembers that a job's lock was extended: the engine counts a job's failure only while the lock is the one that it
     * knows, and takes any other for a sign that the job was acquired again.
     */
    void extended(String job, Timestamp expiry) {
        var failure = running.get(job);
        if (failure != null && failure.getJob() != null) {
            failure.getJob().setLockExpirationTime(expiry);
        }
    }
}
