package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
        configuration.setBeans(Map.of("delegate", delegate));
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
                .deploy();
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
