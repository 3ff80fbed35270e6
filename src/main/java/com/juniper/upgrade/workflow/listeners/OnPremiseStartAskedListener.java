package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLiveRun;
import com.juniper.upgrade.golive.GoLiveTexts;
import com.juniper.upgrade.workflow.AgreedGoLiveModel;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_StartOnPremise: shows the command in the form. */
@Component
class OnPremiseStartAskedListener implements TaskListener {

    private final GoLiveRun run;
    private final GoLiveTexts texts;

    OnPremiseStartAskedListener(GoLiveRun run, GoLiveTexts texts) {
        this.run = run;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        var plan = planOf(task);
        task.setVariableLocal(AgreedGoLiveModel.GO_LIVE_COMMAND.name(), run.command(plan));
        task.setVariableLocal(AgreedGoLiveModel.GO_LIVE_PAGE.name(), texts.page(plan));
    }
}
