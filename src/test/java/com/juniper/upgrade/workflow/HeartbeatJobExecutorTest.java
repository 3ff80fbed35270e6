package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.juniper.upgrade.LogContext;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.upgrades.UpgradeNumbers;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** Every job is known as long as it runs: what is not known loses its lock, and is run twice. */
class HeartbeatJobExecutorTest {

    private static final UUID REQUEST = UUID.fromString("5e6ce4ba-3d4a-4b1c-8d7e-0c4f0d0b5a11");

    private final HeartbeatJobExecutor executor = new HeartbeatJobExecutor();
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AtomicInteger tries = new AtomicInteger();
    private final UpgradeNumbers numbers = mock(UpgradeNumbers.class);
    private final ObservationRegistry observations = ObservationRegistry.create();
    private ProcessEngine engine;
    private JobLockHeartbeat heartbeat;

    @BeforeEach
    void start() {
        JavaDelegate noticed = execution -> {
            if (MDC.get(LogContext.UPGRADE) != null) {
                logged.add(execution.getCurrentActivityId());
            }
            known.put(
                    execution.getCurrentActivityId(),
                    executor.lockedJobs()
                            .contains(Context.getJobExecutorContext()
                                    .getCurrentJob()
                                    .getId()));
        };
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
        when(numbers.of(REQUEST)).thenReturn(Optional.of("UPG-00042"));
        configuration.setProcessEnginePlugins(List.of(new WatchedDelegates(
                beans(UpgradeNumbers.class, numbers), beans(ObservationRegistry.class, observations))));
        engine = configuration.buildProcessEngine();
        heartbeat = new JobLockHeartbeat(executor, details(database), false);
        heartbeat.start();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("steps.bpmn", steps())
                .addModelInstance("failing.bpmn", failing())
                .deploy();
    }

    private static <T> ObjectProvider<T> beans(Class<T> type, T bean) {
        var beans = new StaticListableBeanFactory();
        beans.addBean(type.getSimpleName(), bean);
        return beans.getBeanProvider(type);
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

    @Test
    @DisplayName(
            "Each line of a job says of which upgrade and request it is, that of its failure too; the next job's does not")
    void namesTheUpgradeInTheLog() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(lines);
        try {
            engine.getRuntimeService().startProcessInstanceByKey("Failing", Map.of("requestId", REQUEST.toString()));

            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lines.list.stream()
                    .anyMatch(HeartbeatJobExecutorTest::tellsOfTheFailure));
        } finally {
            root.detachAppender(lines);
        }

        assertThat(lines.list)
                .filteredOn(HeartbeatJobExecutorTest::tellsOfTheFailure)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry("upgrade", "UPG-00042")
                        .containsEntry("request", REQUEST.toString()));
        engine.getRuntimeService().startProcessInstanceByKey("Steps");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> known.keySet()
                .containsAll(List.of("first", "second")));
        assertThat(logged).as("of another job").isEmpty();
    }

    private static boolean tellsOfTheFailure(ILoggingEvent line) {
        return line.getFormattedMessage().contains("executing job")
                && line.getThrowableProxy() != null
                && line.getThrowableProxy().getMessage().contains("fails late");
    }
}
