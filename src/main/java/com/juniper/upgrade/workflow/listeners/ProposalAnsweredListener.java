package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLivePlans;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.workflow.GoLivePlanningModel;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_AnswerProposal: keeps what somebody answered in the form; the page keeps its own. */
@Component
class ProposalAnsweredListener implements TaskListener {

    private static final String ACCEPT = "ACCEPT";

    private final GoLivePlans plans;
    private final CurrentCaller callers;

    ProposalAnsweredListener(GoLivePlans plans, CurrentCaller callers) {
        this.plans = plans;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        var plan = planOf(task);
        if (GoLivePlanningModel.ACCEPTED.find(task).isEmpty()) { // the page says it
            boolean accepted = GoLivePlanningModel.GO_LIVE_ANSWER
                    .find(task)
                    .filter(ACCEPT::equals)
                    .isPresent();
            if (accepted) {
                plans.acceptInTask(plan, callers.require());
            } else {
                plans.proposeInTask(plan, SlotForm.wish(task), callers.require());
            }
            GoLivePlanningModel.ACCEPTED.set(task, accepted);
        }
        task.setVariables(GoLivePlanningModel.variablesOf(plans.require(plan)));
    }
}
