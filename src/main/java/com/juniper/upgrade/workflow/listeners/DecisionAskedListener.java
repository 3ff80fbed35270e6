package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLiveRun;
import com.juniper.upgrade.golive.GoLiveTexts;
import com.juniper.upgrade.workflow.AgreedGoLiveModel;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_DecideGoOrNoGo: shows the slot in the form, and asks by mail. */
@Component
class DecisionAskedListener implements TaskListener {

    private final GoLiveRun run;
    private final GoLiveTexts texts;

    DecisionAskedListener(GoLiveRun run, GoLiveTexts texts) {
        this.run = run;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        var plan = planOf(task);
        task.setVariableLocal(AgreedGoLiveModel.GO_LIVE_TEXT.name(), texts.of(plan));
        task.setVariableLocal(AgreedGoLiveModel.GO_LIVE_PAGE.name(), texts.page(plan));
        run.askDecision(plan);
    }
}
