package com.juniper.upgrade.workflow;

import com.juniper.upgrade.LogContext;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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

    /** With when this node locked them. */
    private final Map<String, Instant> lockedJobs = new ConcurrentHashMap<>();

    private final Map<String, JobFailureCollector> running = new ConcurrentHashMap<>();
    private boolean drained;

    @Override
    public Runnable getExecuteJobsRunnable(List<String> jobIds, ProcessEngineImpl engine) {
        jobIds.forEach(this::locked);
        return new ExecuteJobsRunnable(jobIds, engine) {
            @Override
            public void run() {
                try {
                    super.run();
                } finally {
                    jobIds.forEach(lockedJobs::remove);
                    LogContext.clear();
                }
            }

            @Override
            protected void executeJob(String job, CommandExecutor commands, JobFailureCollector failure) {
                LogContext.clear();
                locked(job);
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

    /** The process engine's starter starts it, too. */
    @Override
    public synchronized void start() {
        if (!drained) {
            super.start();
        }
    }

    /** Acquires jobs, or no more; those that run go on, and those that follow them go to other nodes. */
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

    private void locked(String job) {
        lockedJobs.putIfAbsent(job, Instant.now());
    }

    Set<String> lockedJobs() {
        return Set.copyOf(lockedJobs.keySet());
    }

    /** {@return for how long this node has had the job that it has had longest; zero where it has none} */
    Duration oldestLock() {
        var now = Instant.now();
        return lockedJobs.values().stream()
                .min(Comparator.naturalOrder())
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
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
