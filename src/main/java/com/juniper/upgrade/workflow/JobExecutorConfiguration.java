package com.juniper.upgrade.workflow;

import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.nodes.Nodes;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/** The process engine's job executor, with a heartbeat for long jobs; takes {@code camunda.bpm.job-execution.*}. */
@Configuration
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", havingValue = "true", matchIfMissing = true)
class JobExecutorConfiguration {

    @Bean
    HeartbeatJobExecutor jobExecutor(
            @Qualifier("camundaTaskExecutor") TaskExecutor threads, CamundaBpmProperties properties, Nodes nodes) {
        var settings = properties.getJobExecution();
        var executor = new HeartbeatJobExecutor();
        executor.take(nodes.areWorking());
        executor.setTaskExecutor(threads);
        executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
        executor.setLockTimeInMillis(settings.getLockTimeInMillis());
        executor.setMaxJobsPerAcquisition(settings.getMaxJobsPerAcquisition());
        executor.setWaitTimeInMillis(settings.getWaitTimeInMillis());
        executor.setMaxWait(settings.getMaxWait());
        executor.setBackoffTimeInMillis(settings.getBackoffTimeInMillis());
        executor.setMaxBackoff(settings.getMaxBackoff());
        return executor;
    }

    @Bean
    JobLockHeartbeat jobLockHeartbeat(
            HeartbeatJobExecutor executor, JdbcConnectionDetails database, ObjectProvider<LocalPostgres> ownServer) {
        return new JobLockHeartbeat(executor, database, ownServer.getIfAvailable() != null);
    }

    /** How long this node has had the job that it has had longest. */
    @Bean
    MeterBinder jobLockAge(HeartbeatJobExecutor executor) {
        return registry -> TimeGauge.builder(
                        "juniper.jobs.lock.oldest", executor, TimeUnit.MILLISECONDS, known -> known.oldestLock()
                                .toMillis())
                .register(registry);
    }
}
