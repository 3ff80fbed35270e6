package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** Every job is known as long as it runs: what is not known loses its lock, and is run twice. */
class HeartbeatJobExecutorTest {

    private final HeartbeatJobExecutor executor = new HeartbeatJobExecutor();
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private final AtomicInteger tries = new AtomicInteger();
    private ProcessEngine engine;
    private JobLockHeartbeat heartbeat;

    @BeforeEach
    void start() {
        JavaDelegate noticed = execution -> known.put(
                execution.getCurrentActivityId(),
                executor.lockedJobs()
                        .contains(
                                Context.getJobExecutorContext().getCurrentJob().getId()));
        JavaDelegate failing = execution -> {
            tries.incrementAndGet();
            Thread.sleep(1_500); // several beats
            throw new IllegalStateException("fails late");
        };
        executor.setTaskExecutor(new SimpleAsyncTaskExecutor());
        executor.setLockTimeInMillis(2_000);
        var database = TestPostgres.createDatabase("heartbeat");
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("heartbeat");
        configuration.setJdbcUrl(database.url());
        configuration.setJdbcUsername(database.user());
        configuration.setJdbcPassword(database.password());
        configuration.setJdbcDriver("org.postgresql.Driver");
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setJobExecutor(executor);
        configuration.setJobExecutorActivate(true);
        configuration.setFailedJobRetryTimeCycle("R3/PT1S");
        configuration.setBeans(Map.of("noticed", noticed, "failing", failing));
        engine = configuration.buildProcessEngine();
        heartbeat = new JobLockHeartbeat(executor, details(database), false);
        heartbeat.start();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("steps.bpmn", steps())
                .addModelInstance("failing.bpmn", failing())
                .deploy();
    }

    private static BpmnModelInstance steps() {
        return Bpmn.createExecutableProcess("Steps")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask("first")
                .camundaAsyncBefore()
                .camundaDelegateExpression("${noticed}")
                .serviceTask("second")
                .camundaAsyncBefore()
                .camundaDelegateExpression("${noticed}")
                .endEvent()
                .done();
    }

    private static BpmnModelInstance failing() {
        return Bpmn.createExecutableProcess("Failing")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask("fails")
                .camundaAsyncBefore()
                .camundaDelegateExpression("${failing}")
                .endEvent()
                .done();
    }

    private static JdbcConnectionDetails details(DatabaseAddress database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return database.user();
            }

            @Override
            public String getPassword() {
                return database.password();
            }

            @Override
            public String getJdbcUrl() {
                return database.url();
            }
        };
    }

    @AfterEach
    void stop() {
        engine.close();
        heartbeat.stop();
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

    @Test
    void countsTheFailuresOfAJobWhoseLockItExtended() {
        engine.getRuntimeService().startProcessInstanceByKey("Failing");

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> engine.getManagementService()
                                .createJobQuery()
                                .noRetriesLeft()
                                .count()
                        == 1);
        assertThat(tries).hasValue(3);
    }
}
