package com.juniper.upgrade.workflow;

import com.juniper.upgrade.LogContext;
import com.juniper.upgrade.upgrades.UpgradeNumbers;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.UUID;
import org.camunda.bpm.engine.impl.bpmn.delegate.JavaDelegateInvocation;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.task.delegate.TaskListenerInvocation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Says in the log of which case and request the work of each delegate and task listener is, and observes each delegate: its
 * time as a metric and, where traces are on, as a span.
 */
@Component
class WatchedDelegates extends AbstractProcessEnginePlugin {

    private final ObjectProvider<UpgradeNumbers> numbers;
    private final ObjectProvider<ObservationRegistry> observations;

    WatchedDelegates(ObjectProvider<UpgradeNumbers> numbers, ObjectProvider<ObservationRegistry> observations) {
        this.numbers = numbers;
        this.observations = observations;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setDelegateInterceptor(new DefaultDelegateInterceptor() {
            @Override
            public void handleInvocation(DelegateInvocation invocation) throws Exception {
                boolean delegate = invocation instanceof JavaDelegateInvocation;
                if ((delegate || invocation instanceof TaskListenerInvocation)
                        && invocation.getContextExecution() instanceof ExecutionEntity execution) {
                    tell(execution);
                    if (delegate) {
                        observation(execution).observeChecked(() -> super.handleInvocation(invocation));
                        return;
                    }
                }
                super.handleInvocation(invocation);
            }
        });
    }

    private void tell(ExecutionEntity execution) {
        if (execution.getVariable(TestUpgradeModel.REQUEST_ID.name()) instanceof String request) {
            LogContext.put(LogContext.REQUEST, request);
            LogContext.put(
                    LogContext.UPGRADE,
                    numbers.getObject().of(UUID.fromString(request)).orElse(null));
        }
    }

    private Observation observation(ExecutionEntity execution) {
        return Observation.createNotStarted(
                        "juniper.activity", observations.getIfAvailable(() -> ObservationRegistry.NOOP))
                .lowCardinalityKeyValue("activity", String.valueOf(execution.getActivityId()))
                .highCardinalityKeyValue("upgrade", String.valueOf(execution.getProcessBusinessKey()));
    }
}
