package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLiveRun;
import com.juniper.upgrade.workflow.AgreedGoLiveModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_RequestRehearsal: asks for a test on the day before (R115). */
@Component
class RequestRehearsalDelegate implements JavaDelegate {

    private final GoLiveRun run;

    RequestRehearsalDelegate(GoLiveRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        AgreedGoLiveModel.REHEARSING.set(execution, run.requestRehearsal(planOf(execution)));
    }
}
