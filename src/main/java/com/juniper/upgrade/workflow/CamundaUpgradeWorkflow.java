package com.juniper.upgrade.workflow;

import static com.juniper.upgrade.workflow.TestUpgradeModel.MODULES_PORTED;
import static com.juniper.upgrade.workflow.TestUpgradeModel.REQUEST_ID;

import com.juniper.upgrade.upgrades.DatabaseFacts;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeWorkflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Repository;

/** Carries requests with the models of {@code bpmn/}. */
@Repository
class CamundaUpgradeWorkflow implements UpgradeWorkflow {

    private static final List<String> MODELS = List.of(
            UpgradeLifecycleModel.PROCESS_ID,
            RequestedUpgradeModel.PROCESS_ID,
            TestUpgradeModel.PROCESS_ID,
            TestingModel.PROCESS_ID,
            ProductionUpgradeModel.PROCESS_ID,
            RollingInvitationModel.PROCESS_ID,
            DatabaseUpgradeModel.PROCESS_ID);

    private final RuntimeService processes;
    private final TaskService tasks;
    private final HistoryService history;

    CamundaUpgradeWorkflow(RuntimeService processes, TaskService tasks, HistoryService history) {
        this.processes = processes;
        this.tasks = tasks;
        this.history = history;
    }

    @Override
    public void start(UpgradeRequest request) {
        var variables = TestUpgradeModel.variablesOf(request);
        var open = processes
                .createExecutionQuery()
                .processDefinitionKey(UpgradeLifecycleModel.PROCESS_ID)
                .processInstanceBusinessKey(request.number())
                .messageEventSubscriptionName(UpgradeLifecycleModel.MESSAGE_FURTHER_REQUEST)
                .list();
        if (open.isEmpty()) {
            processes.startProcessInstanceByKey(UpgradeLifecycleModel.PROCESS_ID, request.number(), variables);
        } else {
            processes
                    .createMessageCorrelation(UpgradeLifecycleModel.MESSAGE_FURTHER_REQUEST)
                    .processInstanceId(open.get(0).getProcessInstanceId())
                    .setVariablesToTriggeredScope(variables)
                    .correlate();
        }
    }

    @Override
    public List<Reason> eligibility(DatabaseFacts facts) {
        return Eligibility.reasons(facts.asVariables());
    }

    @Override
    public void wake(UUID request) {
        processes
                .createMessageCorrelation(TestUpgradeModel.MESSAGE_TURN_FREED)
                .processInstanceVariableEquals(REQUEST_ID.name(), request.toString())
                .correlateAll();
    }

    @Override
    public void modulesDeclared(UUID request) {
        var task = tasks.createTaskQuery()
                .taskDefinitionKey(TestUpgradeModel.TASK_DECLARE_CUSTOM_MODULES_PORTED)
                .processVariableValueEquals(REQUEST_ID.name(), request.toString())
                .singleResult();
        if (task == null) {
            throw new IllegalStateException("Request %s does not wait for custom modules".formatted(request));
        }
        tasks.complete(task.getId(), Map.of(MODULES_PORTED.name(), true));
    }

    @Override
    public void areaTested(UUID request, String area) {
        processes
                .createExecutionQuery()
                .activityId(TestingModel.TASK_TEST_AREA)
                .processVariableValueEquals(REQUEST_ID.name(), request.toString())
                .variableValueEquals(TestingModel.AREA.name(), area)
                .list()
                .forEach(execution -> tasks.createTaskQuery()
                        .executionId(execution.getId())
                        .list()
                        .forEach(task -> tasks.complete(task.getId())));
    }

    @Override
    public boolean confidenceDeclared(UUID request, boolean confident) {
        var task = tasks.createTaskQuery()
                .taskDefinitionKey(TestingModel.TASK_DECLARE_CONFIDENCE)
                .processVariableValueEquals(REQUEST_ID.name(), request.toString())
                .singleResult();
        if (task != null) {
            tasks.complete(task.getId(), Map.of(TestingModel.CONFIDENT.name(), confident));
        }
        return task != null;
    }

    @Override
    public void endTesting(String number) {
        processes
                .createMessageCorrelation(TestingModel.MESSAGE_TESTING_SUPERSEDED)
                .processInstanceBusinessKey(number)
                .correlateAll();
    }

    @Override
    public void cancelCase(String number) {
        endCase(number, UpgradeLifecycleModel.MESSAGE_CASE_CANCELLED);
    }

    @Override
    public void supersedeCase(String number) {
        endCase(number, UpgradeLifecycleModel.MESSAGE_NEWER_CASE_OPENED);
    }

    /** A process of an earlier version of the model does not know the message: it is deleted. */
    private void endCase(String number, String message) {
        var told = processes
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(number)
                .correlateAllWithResult();
        if (told.isEmpty()) {
            processes
                    .createProcessInstanceQuery()
                    .processDefinitionKey(UpgradeLifecycleModel.PROCESS_ID)
                    .processInstanceBusinessKey(number)
                    .list()
                    .forEach(instance -> processes.deleteProcessInstance(instance.getId(), message));
        }
    }

    /** A step's incident is its callers' too, so those of the outermost tell all. */
    @Override
    public boolean isAlive(UUID request) {
        var running = processes
                .createProcessInstanceQuery()
                .processDefinitionKey(ProductionUpgradeModel.PROCESS_ID)
                .variableValueEquals(REQUEST_ID.name(), request.toString())
                .list();
        return !running.isEmpty()
                && running.stream()
                        .allMatch(instance -> processes
                                        .createIncidentQuery()
                                        .processInstanceId(instance.getId())
                                        .count()
                                == 0);
    }

    @Override
    public boolean giveUp(UUID request) {
        return !processes
                .createMessageCorrelation(ProductionUpgradeModel.MESSAGE_GIVEN_UP)
                .processInstanceVariableEquals(REQUEST_ID.name(), request.toString())
                .correlateAllWithResult()
                .isEmpty();
    }

    @Override
    public boolean beginAnew(UUID request) {
        return moved(request, DatabaseUpgradeModel.PROCESS_ID, DatabaseUpgradeModel.TASK_RESTORE_COPY);
    }

    @Override
    public boolean endProduction(UUID request) {
        return moved(request, ProductionUpgradeModel.PROCESS_ID, ProductionUpgradeModel.TASK_REPORT_FAILURE);
    }

    private boolean moved(UUID request, String process, String activity) {
        var running = processes
                .createProcessInstanceQuery()
                .processDefinitionKey(process)
                .variableValueEquals(REQUEST_ID.name(), request.toString())
                .list();
        for (var instance : running) {
            var now = processes.getActivityInstance(instance.getId());
            var modification = processes
                    .createProcessInstanceModification(instance.getId())
                    .startBeforeActivity(activity);
            for (ActivityInstance child : now.getChildActivityInstances()) {
                modification.cancelActivityInstance(child.getId());
            }
            for (TransitionInstance transition : now.getChildTransitionInstances()) {
                modification.cancelTransitionInstance(transition.getId());
            }
            modification.execute();
        }
        return !running.isEmpty();
    }

    @Override
    public List<Position> positions(UUID request, String processKey) {
        return MODELS.stream()
                .flatMap(model -> history
                        .createHistoricProcessInstanceQuery()
                        .processDefinitionKey(model)
                        .processInstanceBusinessKey(processKey)
                        .variableValueEquals(REQUEST_ID.name(), request.toString())
                        .orderByProcessInstanceStartTime()
                        .desc()
                        .listPage(0, 1)
                        .stream()
                        .map(this::position))
                .toList();
    }

    private Position position(HistoricProcessInstance instance) {
        Set<String> active = new TreeSet<>();
        var root = instance.getEndTime() == null ? processes.getActivityInstance(instance.getId()) : null;
        if (root != null) {
            addActive(root, active);
        }
        var passed =
                history
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance.getId())
                        .finished()
                        .list()
                        .stream()
                        .map(HistoricActivityInstance::getActivityId)
                        .distinct()
                        .toList();
        return new Position(instance.getProcessDefinitionKey(), List.copyOf(active), passed);
    }

    /** An activity that waits for its job, or whose job runs, has not been entered yet: it is a transition. */
    private static void addActive(ActivityInstance activity, Set<String> active) {
        for (ActivityInstance child : activity.getChildActivityInstances()) {
            active.add(child.getActivityId());
            addActive(child, active);
        }
        for (TransitionInstance transition : activity.getChildTransitionInstances()) {
            active.add(transition.getActivityId());
        }
    }

    @Override
    public byte[] diagram(String model) {
        if (!MODELS.contains(model)) {
            throw new IllegalArgumentException("There is no model " + model);
        }
        try {
            return new ClassPathResource("bpmn/" + model + ".bpmn").getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
