package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** Every job is known as long as it runs: what is not known loses its lock, and is run twice. */
class HeartbeatJobExecutorTest {

    private final HeartbeatJobExecutor executor = new HeartbeatJobExecutor();
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private ProcessEngine engine;

    @BeforeEach
    void start() {
        JavaDelegate delegate = execution -> known.put(
                execution.getCurrentActivityId(),
                executor.lockedJobs()
                        .contains(
                                Context.getJobExecutorContext().getCurrentJob().getId()));
        executor.setTaskExecutor(new SimpleAsyncTaskExecutor());
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("heartbeat");
        configuration.setJdbcUrl("jdbc:h2:mem:heartbeat");
        configuration.setJobExecutor(executor);
        configuration.setJobExecutorActivate(true);
        JavaDelegate failing = execution -> {
            var until = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofMinutes(10));
            executor.extend(until, jobs -> extended(jobs, until));
            throw new IllegalStateException("no more");
        };
        configuration.setBeans(Map.of("delegate", delegate, "failing", failing));
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "steps.bpmn",
                        Bpmn.createExecutableProcess("Steps")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .serviceTask("first")
                                .camundaAsyncBefore()
                                .camundaDelegateExpression("${delegate}")
                                .serviceTask("second")
                                .camundaAsyncBefore()
                                .camundaDelegateExpression("${delegate}")
                                .endEvent()
                                .done())
                .addModelInstance(
                        "failing.bpmn",
                        Bpmn.createExecutableProcess("Failing")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .serviceTask("third")
                                .camundaAsyncBefore()
                                .camundaDelegateExpression("${failing}")
                                .endEvent()
                                .done())
                .deploy();
    }

    /** Extends them in the database, as the heartbeat does. */
    private static Set<String> extended(Set<String> jobs, Instant until) {
        try (var connection = DriverManager.getConnection("jdbc:h2:mem:heartbeat", "sa", "");
                var update = connection.prepareStatement(
                        "update act_ru_job set lock_exp_time_ = ? where lock_owner_ is not null")) {
            update.setTimestamp(1, Timestamp.from(until));
            update.executeUpdate();
            return jobs;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName(
            "R65: a step that fails after a heartbeat is tried as often as any other, and then waits for an operator")
    void countsTheAttemptsOfJobsWhoseLockWasExtended() {
        engine.getRuntimeService().startProcessInstanceByKey("Failing");

        var failed = engine.getManagementService().createJobQuery().noRetriesLeft();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> failed.count() == 1);
        assertThat(failed.singleResult().getExceptionMessage()).isEqualTo("no more");
        assertThat(engine.getRuntimeService().createIncidentQuery().count()).isOne();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void knowsTheJobsThatItAcquiredAndThoseThatFollowThem() {
        engine.getRuntimeService().startProcessInstanceByKey("Steps");

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> known.keySet()
                .containsAll(List.of("first", "second")));
        assertThat(known).containsEntry("first", true).containsEntry("second", true);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> executor.lockedJobs()
                .isEmpty());
    }
}
