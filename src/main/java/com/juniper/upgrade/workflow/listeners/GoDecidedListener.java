package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLivePlans;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.workflow.AgreedGoLiveModel;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_DecideGoOrNoGo: keeps the decision with its name and time; the page keeps its own. */
@Component
class GoDecidedListener implements TaskListener {

    private final GoLivePlans plans;
    private final CurrentCaller callers;

    GoDecidedListener(GoLivePlans plans, CurrentCaller callers) {
        this.plans = plans;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        var plan = planOf(task);
        if (plans.require(plan).go() == null) {
            boolean go = AgreedGoLiveModel.GO.find(task).orElse(false);
            plans.decideInTask(
                    plan, go, AgreedGoLiveModel.GO_LIVE_COMMENT.find(task).orElse(null), callers.require());
            AgreedGoLiveModel.GO.set(task, go);
        }
    }
}
