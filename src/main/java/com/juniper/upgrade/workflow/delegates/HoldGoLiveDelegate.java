package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLiveRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_HoldGoLive: gives the slot up and tells both sides why. */
@Component
class HoldGoLiveDelegate implements JavaDelegate {

    private final GoLiveRun run;

    HoldGoLiveDelegate(GoLiveRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        run.hold(planOf(execution));
    }
}
