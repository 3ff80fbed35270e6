package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLiveRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_RemindOfGoLive: reminds both sides of an agreed go-live. */
@Component
class RemindOfGoLiveDelegate implements JavaDelegate {

    private final GoLiveRun run;

    RemindOfGoLiveDelegate(GoLiveRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        run.remind(planOf(execution));
    }
}
