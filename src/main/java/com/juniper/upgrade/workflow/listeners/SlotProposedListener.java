package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLivePlan;
import com.juniper.upgrade.golive.GoLivePlans;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.workflow.GoLivePlanningModel;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_ProposeSlot: keeps what somebody proposed in the form; the page keeps its own. */
@Component
class SlotProposedListener implements TaskListener {

    private final GoLivePlans plans;
    private final CurrentCaller callers;

    SlotProposedListener(GoLivePlans plans, CurrentCaller callers) {
        this.plans = plans;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        var plan = planOf(task);
        if (SlotForm.isFilled(task) || plans.require(plan).state() != GoLivePlan.State.PROPOSED) {
            plans.proposeInTask(plan, SlotForm.wish(task), callers.require());
        }
        task.setVariables(GoLivePlanningModel.variablesOf(plans.require(plan)));
    }
}
