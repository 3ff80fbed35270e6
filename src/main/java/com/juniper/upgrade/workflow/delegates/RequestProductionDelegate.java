package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLiveRun;
import com.juniper.upgrade.workflow.GoLivePlanningModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_RequestProduction: starts production, with every gate asked once more. */
@Component
class RequestProductionDelegate implements JavaDelegate {

    private final GoLiveRun run;

    RequestProductionDelegate(GoLiveRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        GoLivePlanningModel.GO_LIVE_BEGUN.set(execution, run.requestProduction(planOf(execution)));
    }
}
