package com.juniper.upgrade.workflow;

import com.juniper.upgrade.Beat;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Extends the locks of this node's jobs while they run, so that a delegate may run for hours and no other node takes it
 * over while this one lives.
 *
 * <p>The update leaves the job's revision alone: the transaction that runs the job deletes its row under optimistic
 * locking, and would fail if the heartbeat raised it.
 */
class JobLockHeartbeat implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobLockHeartbeat.class);

    private static final String EXTEND = """
            update act_ru_job set lock_exp_time_ = :expiry
            where id_ in (select id_ from act_ru_job where id_ in (:jobs) and lock_owner_ = :owner for update skip locked)
            returning id_""";

    private static final String LOST = "select id_ from act_ru_job where id_ in (:jobs) and lock_owner_ <> :owner";

    private static final String RELEASE =
            "update act_ru_job set lock_owner_ = null, lock_exp_time_ = null where lock_owner_ is not null";

    private static final String GIVE_BACK =
            "update act_ru_job set lock_owner_ = null, lock_exp_time_ = null where lock_owner_ = ?";

    private final HeartbeatJobExecutor executor;
    private final boolean alone;
    private final HikariDataSource dataSource;
    private final JdbcClient jdbc;
    private @Nullable Beat beats;

    /**
     * Makes a heartbeat.
     *
     * @param alone whether no other node can work on the database: jobs that are locked when this one starts are then those
     *     of a dead run, and need not wait for the end of their locks
     */
    JobLockHeartbeat(HeartbeatJobExecutor executor, JdbcConnectionDetails database, boolean alone) {
        this.executor = executor;
        this.alone = alone;
        // a connection of its own: long jobs may hold all those of the application's pool
        this.dataSource = DataSourceBuilder.create()
                .type(HikariDataSource.class)
                .url(database.getJdbcUrl())
                .username(database.getUsername())
                .password(database.getPassword())
                .build();
        dataSource.setPoolName("job-heartbeat");
        dataSource.setMaximumPoolSize(1);
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public void start() {
        if (alone) {
            int released = jdbc.sql(RELEASE).update();
            if (released > 0) {
                log.info("{} jobs of a run that died are taken over", released);
            }
        }
        beats = new Beat("job-heartbeat", Duration.ofMillis(executor.getLockTimeInMillis() / 4), this::beat);
    }

    private void beat() {
        var jobs = executor.lockedJobs();
        if (jobs.isEmpty()) {
            return;
        }
        var expiry = Timestamp.from(ClockUtil.getCurrentTime().toInstant().plusMillis(executor.getLockTimeInMillis()));
        var extended = jdbc.sql(EXTEND)
                .param("expiry", expiry)
                .param("jobs", jobs)
                .param("owner", executor.getLockOwner())
                .query(String.class)
                .list();
        extended.forEach(job -> executor.extended(job, expiry));
        Set<String> others = new HashSet<>(jobs);
        extended.forEach(others::remove);
        if (!others.isEmpty()) {
            jdbc.sql(LOST)
                    .param("jobs", others)
                    .param("owner", executor.getLockOwner())
                    .query(String.class)
                    .list()
                    .forEach(job -> log.error("Another node has taken over job {}", job));
        }
    }

    /** What this node was working on is another one's at once. */
    private void giveBack() {
        try {
            jdbc.sql(GIVE_BACK).param(executor.getLockOwner()).update();
        } catch (DataAccessException e) {
            log.warn("The jobs of this node go on elsewhere when their locks end: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        if (beats != null) {
            beats.close();
            beats = null;
            giveBack();
        }
        dataSource.close();
    }

    /** Stops after the thread pool: the beat goes on while the last jobs end. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 10_000;
    }

    @Override
    public boolean isRunning() {
        return beats != null;
    }
}
