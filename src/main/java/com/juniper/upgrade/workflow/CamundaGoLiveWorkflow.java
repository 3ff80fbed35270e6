package com.juniper.upgrade.workflow;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.PLAN_ID;

import com.juniper.upgrade.golive.GoLivePlan;
import com.juniper.upgrade.golive.GoLiveWorkflow;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.springframework.stereotype.Repository;

/** Carries plans with the models {@code GoLivePlanning} and {@code AgreedGoLive}. */
@Repository
class CamundaGoLiveWorkflow implements GoLiveWorkflow {

    private final RuntimeService processes;
    private final TaskService tasks;

    CamundaGoLiveWorkflow(RuntimeService processes, TaskService tasks) {
        this.processes = processes;
        this.tasks = tasks;
    }

    /** In the case's process where that is under way and knows of planning; else beside it. */
    @Override
    public void start(GoLivePlan plan) {
        Map<String, Object> variables = Map.of(PLAN_ID.name(), plan.id().toString());
        var waiting = processes
                .createExecutionQuery()
                .messageEventSubscriptionName(UpgradeLifecycleModel.MESSAGE_PLANNING_POSSIBLE)
                .processInstanceBusinessKey(plan.number())
                .list();
        if (waiting.isEmpty()) {
            processes.startProcessInstanceByKey(GoLivePlanningModel.PROCESS_ID, plan.number(), variables);
        } else {
            processes
                    .createMessageCorrelation(UpgradeLifecycleModel.MESSAGE_PLANNING_POSSIBLE)
                    .processInstanceId(waiting.get(0).getProcessInstanceId())
                    .setVariablesToTriggeredScope(variables)
                    .correlate();
        }
    }

    @Override
    public boolean proposed(GoLivePlan plan) {
        return complete(plan.id(), GoLivePlanningModel.TASK_PROPOSE_SLOT, Map.of());
    }

    @Override
    public boolean answered(GoLivePlan plan, boolean accepted) {
        return complete(
                plan.id(),
                GoLivePlanningModel.TASK_ANSWER_PROPOSAL,
                Map.of(GoLivePlanningModel.ACCEPTED.name(), accepted));
    }

    private boolean complete(UUID plan, String activity, Map<String, Object> variables) {
        var task = tasks.createTaskQuery()
                .taskDefinitionKey(activity)
                .processVariableValueEquals(PLAN_ID.name(), plan.toString())
                .singleResult();
        if (task != null) {
            tasks.complete(task.getId(), variables);
        }
        return task != null;
    }

    @Override
    public boolean moved(GoLivePlan plan) {
        return !message(GoLivePlanningModel.MESSAGE_SLOT_MOVED, plan.id())
                .setVariables(GoLivePlanningModel.variablesOf(plan))
                .correlateAllWithResult()
                .isEmpty();
    }

    @Override
    public boolean decided(UUID plan, boolean go) {
        return complete(plan, AgreedGoLiveModel.TASK_DECIDE_GO_OR_NO_GO, Map.of(AgreedGoLiveModel.GO.name(), go));
    }

    @Override
    public void rehearsalEnded(UUID plan, boolean delivered) {
        message(AgreedGoLiveModel.MESSAGE_REHEARSAL_ENDED, plan)
                .setVariable(AgreedGoLiveModel.REHEARSAL_DELIVERED.name(), delivered)
                .correlateAll();
    }

    @Override
    public void startedOnPremise(UUID plan) {
        complete(plan, AgreedGoLiveModel.TASK_START_ON_PREMISE, Map.of());
    }

    @Override
    public void cancelled(UUID plan) {
        message(GoLivePlanningModel.MESSAGE_PLAN_CANCELLED, plan).correlateAll();
    }

    private MessageCorrelationBuilder message(String name, UUID plan) {
        return processes.createMessageCorrelation(name).processInstanceVariableEquals(PLAN_ID.name(), plan.toString());
    }
}
