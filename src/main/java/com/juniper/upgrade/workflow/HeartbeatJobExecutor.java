package com.juniper.upgrade.workflow;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/**
 * Knows the jobs that this node has locked: those that it acquired, from then to their end, and those that follow them in
 * the same process instance, which the engine locks and runs at once without acquiring them.
 *
 * <p>The engine takes a failed job whose lock was extended for one that another node has acquired: it would neither count the
 * attempt nor keep its error, and try for ever. So it is told of the extension.
 */
class HeartbeatJobExecutor extends SpringJobExecutor {

    private final Set<String> lockedJobs = ConcurrentHashMap.newKeySet();

    /** Until when running jobs are locked, where that is not what it was at their begin; its monitor guards extensions. */
    private final Map<String, Instant> extended = new ConcurrentHashMap<>();

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
                try {
                    super.executeJob(job, commands, new Failure(job, failure));
                } finally {
                    lockedJobs.remove(job);
                    extended.remove(job);
                }
            }
        };
    }

    Set<String> lockedJobs() {
        return Set.copyOf(lockedJobs);
    }

    /**
     * Extends the locks of the jobs that run.
     *
     * @param extension gets the jobs, and returns those that are locked until then now; no failure is recorded meanwhile
     */
    void extend(Instant until, UnaryOperator<Set<String>> extension) {
        synchronized (extended) {
            var jobs = lockedJobs();
            if (!jobs.isEmpty()) {
                extension.apply(jobs).forEach(job -> extended.put(job, until));
            }
        }
    }

    /** A failure whose job is locked as long as it is in the database; its lock is not extended any more. */
    private final class Failure extends JobFailureCollector {

        private final JobFailureCollector engines;

        Failure(String job, JobFailureCollector engines) {
            super(job);
            this.engines = engines;
        }

        @Override
        public void setFailure(Throwable failure) {
            synchronized (extended) {
                lockedJobs.remove(getJobId());
            }
            super.setFailure(failure);
            engines.setFailure(failure);
        }

        @Override
        public void setJob(JobEntity job) {
            super.setJob(job);
            engines.setJob(job);
        }

        @Override
        public JobEntity getJob() {
            var job = super.getJob();
            var until = extended.get(getJobId());
            if (job != null && until != null && getFailure() != null) {
                job.setLockExpirationTime(Date.from(until));
            }
            return job;
        }
    }
}
